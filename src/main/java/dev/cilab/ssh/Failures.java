package dev.cilab.ssh;

import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

/** Says in one or two lines why there is no connection, with the command to go on with. */
final class Failures {

    private final SshTarget target;
    private final Transport transport;
    private HostKeys hostKeys;
    private Identities identities;
    private Prompts prompts;

    Failures(SshTarget target, Transport transport) {
        this.target = target;
        this.transport = transport;
    }

    void know(HostKeys keys, Identities offered, Prompts answers) {
        hostKeys = keys;
        identities = offered;
        prompts = answers;
    }

    Unreachable explain(Exception e) {
        return new Unreachable(target.alias(), sentence(e), e);
    }

    private String sentence(Exception e) {
        if (e instanceof JSchChangedHostKeyException) {
            Path file = target.knownHosts().isEmpty()
                    ? Path.of("known_hosts")
                    : target.knownHosts().getFirst();
            return "the host key of " + target.keyName() + " has changed; it now shows " + hostKeys.offered()
                    + ", not the one in " + file
                    + ".\nIf the machine was rebuilt: "
                    + Shell.quote(List.of("ssh-keygen", "-f", file.toString(), "-R", target.keyName()));
        }
        if (e instanceof JSchUnknownHostKeyException) {
            return "the host key of " + target.keyName() + " is not known; it shows " + hostKeys.offered()
                    + ".\nCompare it and accept it with: " + connectByHand();
        }
        if (e instanceof JSchHostKeyException) {
            return "the host key of " + target.keyName() + " was refused: " + e.getMessage() + "\nLook: "
                    + connectByHand();
        }
        if (refusedLogin(e)) {
            return "the server does not let " + target.user() + " in (" + offered() + ").\nTry: " + connectByHand();
        }
        return connectionFailure(e) + "\nTry: " + connectByHand();
    }

    private static boolean refusedLogin(Exception e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof JSchException
                && (message.startsWith("Auth ") || message.contains("Too many authentication failures"));
    }

    private String offered() {
        int keys = identities == null ? 0 : identities.getIdentities().size();
        String tried = keys == 0 ? "no key to offer" : keys + (keys == 1 ? " key" : " keys") + " offered";
        boolean unusable = identities != null && !identities.unusable().isEmpty();
        String keysTold = unusable ? tried + ", unusable: " + String.join(", ", identities.unusable()) : tried;
        return prompts != null && prompts.passwordGiven() ? "password refused, " + keysTold : keysTold;
    }

    private String connectionFailure(Exception e) {
        Throwable root = e;
        while (root instanceof JSchException && root.getCause() != null) {
            root = root.getCause();
        }
        String place = target.proxyCommand().isPresent() ? target.alias() : target.host() + ":" + target.port();
        if (!transport.complaint().isEmpty()) {
            return "the ProxyCommand of " + place + " failed: " + transport.complaint();
        }
        return switch (root) {
            case UnknownHostException unknown -> "no such host: " + target.host();
            case SocketTimeoutException late ->
                "no answer from " + place + " within " + target.connectTimeout().toSeconds() + " s";
            case NoRouteToHostException none -> "no route to " + place;
            case ConnectException refused -> "connection refused by " + place + "; does sshd run there?";
            default -> "cannot connect to " + place + ": " + reason(root);
        };
    }

    /** What the system says of an end (Broken pipe, Connection reset, …) depends on who noticed it first, so it is not asked. */
    private String reason(Throwable root) {
        return transport.endedFromAfar()
                ? "it closed the connection before a login was possible"
                : String.valueOf(root.getMessage());
    }

    private String connectByHand() {
        return Shell.quote(target.sshCommand()) + " true";
    }
}
