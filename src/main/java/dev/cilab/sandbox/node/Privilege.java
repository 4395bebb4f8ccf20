package dev.cilab.sandbox.node;

import java.util.List;

/**
 * How this user may make namespaces. Either way root inside the sandbox is nobody on this machine: ids 0…65535 of the sandbox are ids of
 * this machine that own nothing.
 */
enum Privilege {
    /** Real root writes the maps of the user namespace itself; it needs neither newuidmap nor entries in /etc/subuid. */
    ROOT,
    /** A user whose subordinate ids newuidmap maps. */
    SUBORDINATE_IDS;

    /** First id of this machine that root maps into a sandbox; a range that distributions leave to containers. */
    static final long FIRST_ID = 100_000;

    static final long IDS = 65_536;

    static Privilege current() {
        return "root".equals(System.getProperty("user.name")) ? ROOT : SUBORDINATE_IDS;
    }

    /** Prefix of a command that makes the fabric's namespaces. @param holder pid that holds the mapped user namespace (root only) */
    List<String> enterUserNamespace(long holder) {
        return switch (this) {
            case ROOT -> List.of("nsenter", "-t", Long.toString(holder), "-U", "-S", "0", "-G", "0", "--", "unshare");
            case SUBORDINATE_IDS -> List.of("unshare", "-U", "--map-root-user", "--map-auto");
        };
    }
}
