package dev.cilab.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;

/** The keys that may be offered: those of the files first, then the agent's. Unlike JSch's own, it never hands file keys to the agent. */
final class Identities implements IdentityRepository {

    private final IdentityRepository files;
    private final IdentityRepository agent;
    private final List<String> unusable;

    private Identities(IdentityRepository files, IdentityRepository agent, List<String> unusable) {
        this.files = files;
        this.agent = agent;
        this.unusable = unusable;
    }

    static Identities of(SshTarget target, JSch jsch) {
        List<String> unusable = new ArrayList<>();
        for (Path file : target.identityFiles()) {
            if (!Files.isReadable(file)) {
                unusable.add(file + (Files.exists(file) ? " (not readable by this user)" : " (no such file)"));
                continue;
            }
            try {
                jsch.addIdentity(file.toString());
            } catch (JSchException e) {
                unusable.add(file + " (" + e.getMessage() + ")");
            }
        }
        Identities identities = new Identities(
                jsch.getIdentityRepository(),
                target.agent().map(Identities::agent).orElse(null),
                unusable);
        jsch.setIdentityRepository(identities);
        return identities;
    }

    private static IdentityRepository agent(Path socket) {
        try {
            return Files.exists(socket) ? new AgentIdentityRepository(new SSHAgentConnector(socket)) : null;
        } catch (AgentProxyException e) {
            return null; // an agent that does not answer has no keys
        }
    }

    /** Key files that could not be offered, each with the reason. */
    List<String> unusable() {
        return unusable;
    }

    @Override
    public Vector<Identity> getIdentities() {
        Vector<Identity> all = new Vector<>(files.getIdentities());
        if (agent != null) {
            all.addAll(agent.getIdentities());
        }
        return all;
    }

    @Override
    public String getName() {
        return "files and agent";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public boolean add(byte[] identity) {
        return files.add(identity);
    }

    @Override
    public boolean remove(byte[] blob) {
        return files.remove(blob);
    }

    @Override
    public void removeAll() {
        files.removeAll();
    }
}
