package dev.cilab.ssh;

/** What an unknown host key means. A changed one is refused under either policy. */
public enum HostKeyPolicy {
    /** Refused. */
    STRICT,
    /** Trusted on first use and written down; for machines that a lab owns. */
    ACCEPT_NEW
}
