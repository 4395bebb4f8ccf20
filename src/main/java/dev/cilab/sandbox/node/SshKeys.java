package dev.cilab.sandbox.node;

import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two ed25519 keys of one sandbox: the lab key that opens every node, and the host key that all its nodes show.
 *
 * @param labKey private key file (mode 0600) for {@code ssh -i}
 */
public record SshKeys(Path labKey, String labPublic, String hostPrivate, String hostPublic) {

    /** Makes new keys in the folder: {@code id_ed25519} and {@code id_ed25519.pub}; the host key leaves no file. */
    public static SshKeys create(Path folder) {
        Path lab = folder.resolve("id_ed25519");
        Path host = folder.resolve("ssh_host_ed25519_key");
        try {
            String labPublic = generate(lab, "cilab");
            String hostPublic = generate(host, "cilab-sandbox");
            String hostPrivate = Files.readString(host);
            Files.delete(host);
            Files.delete(Path.of(host + ".pub"));
            return new SshKeys(lab, labPublic, hostPrivate, hostPublic);
        } catch (IOException | Unreachable e) {
            throw new SandboxFailure("cannot make SSH keys in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String generate(Path file, String comment) throws IOException, Unreachable {
        Path publicFile = Path.of(file + ".pub");
        Files.deleteIfExists(file);
        Files.deleteIfExists(publicFile);
        Result result = new LocalHost()
                .run(Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file.toString()));
        if (!result.ok()) {
            throw new IOException("ssh-keygen: " + result.stderr().strip());
        }
        return Files.readString(publicFile).strip();
    }
}
