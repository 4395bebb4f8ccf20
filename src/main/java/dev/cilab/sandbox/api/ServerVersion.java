package dev.cilab.sandbox.api;

import tools.jackson.databind.node.ObjectNode;

/** What {@code /version} says: every field a string, as clients insist. */
final class ServerVersion {

    private static final String DEFAULT = "v1.33.2";

    private ServerVersion() {}

    /** @param version e.g. {@code v1.33.2} or {@code 1.33.2}; null or empty = the version whose behaviour this server follows */
    static ObjectNode of(String version) {
        String wanted = version == null || version.isEmpty() ? DEFAULT : version;
        String full = wanted.startsWith("v") ? wanted : "v" + wanted;
        String[] numbers = full.substring(1).split("\\.");
        String major = numbers[0];
        String minor = numbers.length > 1 ? numbers[1] : "0";
        return Json.object()
                .put("major", major)
                .put("minor", minor)
                .put("emulationMajor", major)
                .put("emulationMinor", minor)
                .put("minCompatibilityMajor", major)
                .put("minCompatibilityMinor", previous(minor))
                .put("gitVersion", full)
                .put("gitCommit", "a57b6f7709f6c2722b92f07b8b4c48210a51fc40")
                .put("gitTreeState", "clean")
                .put("buildDate", "2025-06-17T18:32:23Z")
                .put("goVersion", "go1.24.4")
                .put("compiler", "gc")
                .put("platform", platform());
    }

    private static String previous(String minor) {
        try {
            return Integer.toString(Math.max(0, Integer.parseInt(minor) - 1));
        } catch (NumberFormatException notANumber) {
            return minor;
        }
    }

    private static String platform() {
        return System.getProperty("os.arch").equals("aarch64") ? "linux/arm64" : "linux/amd64";
    }
}
