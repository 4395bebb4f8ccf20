package dev.cilab.helm;

import java.time.Instant;

/**
 * One revision of a Helm release, as its Secret in the cluster tells it.
 *
 * @param chart       the chart's name, e.g. {@code cilium}
 * @param values      what the user gave
 * @param defaults    the chart's own values
 * @param description Helm's word or that of whoever installed it, e.g. {@code Upgrade complete}
 * @param manifest    the objects that it made, hooks aside, as YAML documents; secrets are among them
 */
public record Release(
        String name,
        String namespace,
        int revision,
        Status status,
        Instant updated,
        String chart,
        String version,
        String appVersion,
        String description,
        HelmValues values,
        HelmValues defaults,
        String manifest) {

    /** Helm's own words, in upper case. */
    public enum Status {
        UNKNOWN,
        DEPLOYED,
        UNINSTALLED,
        SUPERSEDED,
        FAILED,
        UNINSTALLING,
        PENDING_INSTALL,
        PENDING_UPGRADE,
        PENDING_ROLLBACK;

        /** An operation began and has not ended, or died. */
        public boolean pending() {
            return this == PENDING_INSTALL
                    || this == PENDING_UPGRADE
                    || this == PENDING_ROLLBACK
                    || this == UNINSTALLING;
        }
    }

    /** The name of its Secret. */
    public String secret() {
        return "sh.helm.release.v1." + name + ".v" + revision;
    }
}
