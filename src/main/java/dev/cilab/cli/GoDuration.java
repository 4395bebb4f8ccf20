package dev.cilab.cli;

/** Ages and uptimes as Go prints a duration rounded to seconds, which is what users of Cilium's tools read: 25s, 24m41s, 2h13m35s. */
final class GoDuration {

    private GoDuration() {}

    static String ofSeconds(long seconds) {
        long hours = seconds / 3600;
        long minutes = seconds % 3600 / 60;
        long rest = seconds % 60;
        if (hours > 0) {
            return hours + "h" + minutes + "m" + rest + "s";
        }
        return minutes > 0 ? minutes + "m" + rest + "s" : rest + "s";
    }
}
