package dev.cilab.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and how to connect, after the OpenSSH configuration has been read.
 *
 * @param alias           the name it is known by, as typed after {@code ssh}
 * @param proxyCommand    a shell line whose standard streams are the connection, tokens already replaced
 * @param jump            the machine to go through, where no proxy command is set
 * @param knownHosts      files of trusted host keys; new ones are written to the first
 * @param hostKeyAlias    the name to look up in them instead of the host's
 * @param agent           socket of an SSH agent whose keys may be offered too
 * @param connectTimeout  from the first byte to a usable connection
 * @param aliveInterval   a question is sent after this long without a sign of life …
 * @param aliveCount      … and after so many unanswered ones the connection counts as lost
 * @param source          the configuration file it was read from, for the command a person would type
 */
public record SshTarget(
        String alias,
        String host,
        int port,
        String user,
        List<Path> identityFiles,
        Optional<String> proxyCommand,
        Optional<SshTarget> jump,
        List<Path> knownHosts,
        Optional<String> hostKeyAlias,
        HostKeyPolicy hostKeyPolicy,
        Optional<Path> agent,
        Duration connectTimeout,
        Duration aliveInterval,
        int aliveCount,
        Optional<Path> source) {

    public SshTarget {
        identityFiles = List.copyOf(identityFiles);
        knownHosts = List.copyOf(knownHosts);
    }

    /** e.g. {@code vagrant@router}, with the port where it is not 22. */
    String describe() {
        return user + "@" + host + (port == 22 || proxyCommand.isPresent() ? "" : ":" + port);
    }

    /** The name its key stands under in a known_hosts file. */
    String keyName() {
        return hostKeyAlias.orElse(port == 22 ? host : "[" + host + "]:" + port);
    }

    /** {@code ssh -F … alias}, as one would type it. */
    List<String> sshCommand() {
        return source.map(file -> List.of("ssh", "-F", file.toString(), alias)).orElse(List.of("ssh", alias));
    }
}
