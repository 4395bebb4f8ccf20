package dev.cilab.probe.helm;

/**
 * One revision of a Helm release.
 *
 * @param on      the cluster
 * @param status  Helm's word, e.g. {@code deployed}, {@code pending-upgrade}
 * @param updated when it was installed or upgraded, ISO 8601 in UTC
 * @param chart   the chart's name
 * @param version the chart's version
 */
public record ReleaseState(
        String on,
        String name,
        String namespace,
        int revision,
        String status,
        String updated,
        String chart,
        String version,
        String appVersion,
        String description) {}
