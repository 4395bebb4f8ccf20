package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code traefik/whoami} on nginx: answers every request with who it is and what it was asked. */
public final class Whoami implements Workload {

    private static final int DEFAULT_PORT = 80;
    private static final List<String> HEADERS = List.of(
            "User-Agent",
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Content-Type",
            "Cookie",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Real-Ip",
            "X-Request-Id");

    @Override
    public Main start(Container container) {
        int port = port(container);
        String ip = container.pod().ip();
        String http = """
                %s
                  default_type text/plain;
                  server {
                    listen %d;
                    location = /health { return 200 ""; }
                    location / {
                      return 200 "%sHostname: $hostname\\nIP: 127.0.0.1\\nIP: %s\\nRemoteAddr: $remote_addr:$remote_port\\n$request\\nHost: $http_host\\n%s\\n";
                    }
                  }
                """.formatted(
                maps(), port, name(container), ip.isEmpty() ? container.node().address() : ip, headers());
        String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss"));
        return Nginx.start(container, http, now + " Starting up on port " + port);
    }

    /** {@code --port 8080}, {@code --port=8080} or WHOAMI_PORT_NUMBER. */
    private static int port(Container container) {
        String flag = flag(container.argv(), "port");
        String text = flag.isEmpty() ? container.environment().getOrDefault("WHOAMI_PORT_NUMBER", "") : flag;
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("whoami: invalid port \"" + text + "\"", notANumber);
        }
    }

    /** {@code --name x} or WHOAMI_NAME: a line before all others. */
    private static String name(Container container) {
        String flag = flag(container.argv(), "name");
        String name = flag.isEmpty() ? container.environment().getOrDefault("WHOAMI_NAME", "") : flag;
        String harmless = name.replaceAll("[^\\w. -]", "_");
        return harmless.isEmpty() ? "" : "Name: " + harmless + "\\n";
    }

    private static String flag(List<String> argv, String name) {
        for (int i = 0; i < argv.size(); i++) {
            String bare = argv.get(i).replaceFirst("^--?", "");
            if (bare.equals(name) && i + 1 < argv.size()) {
                return argv.get(i + 1);
            }
            if (bare.startsWith(name + "=")) {
                return bare.substring(name.length() + 1);
            }
        }
        return "";
    }

    /** nginx cannot list a request's headers: the usual ones are asked for one by one, and an absent one prints nothing. */
    private static String maps() {
        return HEADERS.stream()
                .map(header -> "  map $http_%1$s $line_%1$s { \"\" \"\"; default \"%2$s: $http_%1$s\\n\"; }"
                        .formatted(variable(header), header))
                .collect(Collectors.joining("\n"));
    }

    private static String headers() {
        return HEADERS.stream().map(header -> "$line_" + variable(header)).collect(Collectors.joining());
    }

    private static String variable(String header) {
        return header.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
