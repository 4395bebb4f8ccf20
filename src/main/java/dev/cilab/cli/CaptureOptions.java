package dev.cilab.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How packets are captured and where they go. */
final class CaptureOptions {

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            split = ",",
            description = "Only this interface (default: those on the lab's segments; any: all).")
    List<String> devices = List.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long, e.g. 10s or 2m (default: until Ctrl-C).")
    Duration longest;

    @Option(
            names = {"-w", "--write"},
            paramLabel = "FILE",
            description =
                    "Write all packets, in the order of their times, to one .pcap or .pcapng (with the nodes' names).")
    Path file;

    Optional<Duration> longest() {
        return Optional.ofNullable(longest);
    }

    /** Durations as the lab files have them. */
    static final class Time implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

        @Override
        public Duration convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException("'" + text + "' is no time, e.g. 500ms, 10s, 2m");
            }
            long amount = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
    }
}
