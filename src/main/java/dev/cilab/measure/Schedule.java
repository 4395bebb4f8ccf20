package dev.cilab.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The arguments with which perl sends a load: the program {@code traffic.pl}, then what it sends, to whom and when. */
final class Schedule {

    private static final String PROGRAM = "traffic.pl";
    private static final int HTTP = 80;

    private Schedule() {}

    /** @return empty for what the program cannot ask for: TLS, and addresses with a user */
    static Optional<List<String>> arguments(Load load) {
        URI url;
        try {
            url = new URI(load.url());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getRawUserInfo() != null) {
            return Optional.empty();
        }
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return Optional.of(List.of(
                program(),
                url.getHost(),
                String.valueOf(url.getPort() < 0 ? HTTP : url.getPort()),
                url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
                load.by(),
                String.valueOf(Pace.total(load)),
                load.perSecond() == 0 ? "0" : String.format(Locale.ROOT, "%.6f", 1.0 / load.perSecond()),
                seconds(load.duration()),
                String.valueOf(Pace.UNPACED),
                seconds(load.connectTimeout()),
                seconds(load.requestTimeout())));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    private static String program() {
        try (InputStream program = Schedule.class.getResourceAsStream(PROGRAM)) {
            return new String(program.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
