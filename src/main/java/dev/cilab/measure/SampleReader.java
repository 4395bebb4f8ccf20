package dev.cilab.measure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of {@link TrafficScript}. What is no such line is passed over: an answer may contain anything. */
final class SampleReader {

    private static final Pattern LINE =
            Pattern.compile("(\\d{1,10}[.,]?\\d{0,9}) (\\d{1,3}) (\\d{1,3}) (\\d{1,6}[.,]\\d{1,9}) (\\d{1,3}) ?");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final int LONGEST_WORD = 253;

    private String trouble = "";
    private long ahead = Long.MAX_VALUE;

    /** Why there is no traffic, e.g. {@code no-curl}; empty when there is. */
    String trouble() {
        return trouble;
    }

    /**
     * @param arrivedMicros when the line arrived here
     * @return the request that the line tells of, if it does
     */
    Optional<Sample> read(String line, long arrivedMicros) {
        if (line.startsWith("! ")) {
            trouble = line.substring(2).strip();
            return Optional.empty();
        }
        if (line.startsWith("clock ")) {
            compare(micros(line.substring(6)), arrivedMicros);
            return Optional.empty();
        }
        String[] parts = line.split("\\|", 4);
        Matcher numbers = LINE.matcher(parts[0]);
        return parts.length == 4 && numbers.matches()
                ? Optional.of(sample(numbers, parts, arrivedMicros))
                : Optional.empty();
    }

    private Sample sample(Matcher numbers, String[] parts, long arrivedMicros) {
        long ended = micros(numbers.group(1));
        compare(ended, arrivedMicros);
        long took = micros(numbers.group(4));
        int exit = Integer.parseInt(numbers.group(2));
        int status = Integer.parseInt(numbers.group(3));
        String reason = word(parts[3]);
        Failure failure = Failure.of(exit, status, reason);
        boolean answered = failure == Failure.NONE;
        return new Sample(
                (ended == 0 ? arrivedMicros : ended + ahead) - took,
                took,
                status,
                failure,
                answered ? word(parts[1]) : "",
                answered ? PORT.matcher(word(parts[2])).replaceFirst("") : "",
                numbers.group(5).equals("1"),
                answered ? "" : failure == Failure.HTTP ? "HTTP status " + status : reason);
    }

    /** A line cannot arrive before it is written, so the quickest line tells best how far this clock is ahead of the other. */
    private void compare(long written, long arrived) {
        if (written > 0) {
            ahead = Math.min(ahead, arrived - written);
        }
    }

    /** Seconds with a fraction, as EPOCHREALTIME and curl print them: some locales have a comma. */
    private static long micros(String seconds) {
        try {
            return Math.round(Double.parseDouble(seconds.strip().replace(',', '.')) * 1e6);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String word(String text) {
        String plain = CONTROL.matcher(text).replaceAll("").strip();
        return plain.length() > LONGEST_WORD ? plain.substring(0, LONGEST_WORD) : plain;
    }
}
