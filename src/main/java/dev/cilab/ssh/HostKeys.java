package dev.cilab.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The known_hosts files of a target (plain, hashed and marked lines), with the target's policy for a key that is in none of them. */
final class HostKeys implements HostKeyRepository {

    private final SshTarget target;
    private final HostKeyRepository known;
    private volatile String offered = "";

    HostKeys(SshTarget target, JSch jsch) throws JSchException, IOException {
        this.target = target;
        jsch.setKnownHosts(new ByteArrayInputStream(readAll(target.knownHosts())));
        this.known = jsch.getHostKeyRepository();
    }

    private static byte[] readAll(List<Path> files) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                all.write(Files.readAllBytes(file));
                all.write('\n');
            }
        }
        return all.toByteArray();
    }

    @Override
    public int check(String host, byte[] key) {
        offered = fingerprint(key);
        int verdict = known.check(host, key);
        if (verdict == NOT_INCLUDED && target.hostKeyPolicy() == HostKeyPolicy.ACCEPT_NEW) {
            remember(key);
            return OK;
        }
        return verdict;
    }

    /** What the server showed, as {@code ssh-keygen -l} prints it. */
    String offered() {
        return offered;
    }

    private void remember(byte[] key) {
        if (target.knownHosts().isEmpty()
                || !Files.isRegularFile(target.knownHosts().getFirst().toAbsolutePath())
                        && Files.exists(target.knownHosts().getFirst())) {
            return; // /dev/null: trusted for this connection only, as ssh does
        }
        Path file = target.knownHosts().getFirst();
        String line = target.keyName() + " " + algorithm(key) + " "
                + Base64.getEncoder().encodeToString(key) + "\n";
        try {
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            // one write in append mode: two connections at once leave two whole lines
            Files.writeString(file, line, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            // trusted for this connection only
        }
    }

    /** A key's wire format begins with its algorithm's name as a counted string. */
    private static String algorithm(byte[] key) {
        int length = (key[0] & 0xff) << 24 | (key[1] & 0xff) << 16 | (key[2] & 0xff) << 8 | (key[3] & 0xff);
        return new String(key, 4, length, StandardCharsets.US_ASCII);
    }

    static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void add(HostKey key, UserInfo ui) {
        known.add(key, ui);
    }

    @Override
    public void remove(String host, String type) {
        known.remove(host, type);
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        known.remove(host, type, key);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return known.getKnownHostsRepositoryID();
    }

    @Override
    public HostKey[] getHostKey() {
        return known.getHostKey();
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return known.getHostKey(host, type);
    }
}
