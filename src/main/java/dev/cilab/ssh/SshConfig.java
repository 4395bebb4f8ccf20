package dev.cilab.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An OpenSSH client configuration (ssh_config(5)): Host and the static kinds of Match, Include, first value wins. Keywords that cilab has
 * no use for are ignored, as a newer ssh's would be.
 */
public final class SshConfig {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ALIVE_INTERVAL = Duration.ofSeconds(5);
    private static final int ALIVE_COUNT = 3;
    private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final List<SshConfigFile.Line> lines;
    private final Optional<Path> source;
    private final Map<String, String> environment;

    private SshConfig(List<SshConfigFile.Line> lines, Optional<Path> source, Map<String, String> environment) {
        this.lines = lines;
        this.source = source;
        this.environment = environment;
    }

    /** @param environment for HOME, USER and SSH_AUTH_SOCK */
    public static SshConfig read(Path file, Map<String, String> environment) throws IOException {
        return new SshConfig(SshConfigFile.read(file, home(environment)), Optional.of(file), Map.copyOf(environment));
    }

    /** The user's own {@code ~/.ssh/config}, if there is one. */
    public static SshConfig ofUser(Map<String, String> environment) throws IOException {
        Path file = home(environment).resolve(".ssh/config");
        List<SshConfigFile.Line> lines =
                file.toFile().isFile() ? SshConfigFile.read(file, home(environment)) : List.of();
        return new SshConfig(lines, Optional.empty(), Map.copyOf(environment));
    }

    /** The settings for a name as typed after {@code ssh}; a name that no Host line knows is taken as a host name, as ssh does. */
    public SshTarget target(String alias) {
        return target(alias, 0);
    }

    private SshTarget target(String destination, int jumps) {
        if (jumps > 8) {
            throw new IllegalArgumentException("ProxyJump of " + destination + " goes round in a circle");
        }
        Destination typed = Destination.parse(destination);
        Settings settings = settings(typed.host());
        String host = settings.first("hostname")
                .map(h -> h.replace("%h", typed.host()))
                .orElse(typed.host());
        int port = typed.port().orElseGet(() -> settings.number("port", 22));
        String user = typed.user().or(() -> settings.first("user")).orElseGet(this::localUser);
        UnaryOperator<String> tokens = text -> expand(
                text,
                Map.of(
                        "%h",
                        host,
                        "%p",
                        "" + port,
                        "%r",
                        user,
                        "%n",
                        typed.host(),
                        "%u",
                        localUser(),
                        "%d",
                        home(environment).toString()));
        Optional<String> proxyCommand =
                settings.first("proxycommand").filter(this::isSet).map(tokens);
        Optional<SshTarget> jump = settings.first("proxyjump")
                .filter(value -> proxyCommand.isEmpty() && isSet(value))
                .map(value -> jump(value, jumps));
        return new SshTarget(
                typed.host(),
                host,
                port,
                user,
                identities(settings, tokens),
                proxyCommand,
                jump,
                knownHosts(settings, tokens),
                settings.first("hostkeyalias"),
                policy(settings),
                agent(settings, tokens),
                Duration.ofSeconds(settings.number("connecttimeout", (int) CONNECT_TIMEOUT.toSeconds())),
                Duration.ofSeconds(
                        Math.max(1, settings.number("serveraliveinterval", (int) ALIVE_INTERVAL.toSeconds()))),
                settings.number("serveralivecountmax", ALIVE_COUNT),
                source);
    }

    /** {@code a,b}: through a, then b; the last one is what the target itself jumps from. */
    private SshTarget jump(String value, int jumps) {
        int last = value.lastIndexOf(',');
        SshTarget nearest = target(value.substring(last + 1).strip(), jumps + 1);
        if (last < 0) {
            return nearest;
        }
        return new SshTarget(
                nearest.alias(),
                nearest.host(),
                nearest.port(),
                nearest.user(),
                nearest.identityFiles(),
                Optional.empty(),
                Optional.of(jump(value.substring(0, last), jumps + 1)),
                nearest.knownHosts(),
                nearest.hostKeyAlias(),
                nearest.hostKeyPolicy(),
                nearest.agent(),
                nearest.connectTimeout(),
                nearest.aliveInterval(),
                nearest.aliveCount(),
                source);
    }

    private List<Path> identities(Settings settings, UnaryOperator<String> tokens) {
        List<String> named = settings.all("identityfile");
        Stream<Path> files = named.isEmpty()
                ? DEFAULT_KEYS.stream()
                        .map(key -> home(environment).resolve(".ssh").resolve(key))
                        .filter(key -> key.toFile().isFile())
                : named.stream().filter(this::isSet).map(tokens).map(this::path);
        return files.toList();
    }

    private List<Path> knownHosts(Settings settings, UnaryOperator<String> tokens) {
        List<Path> files = new ArrayList<>();
        String user = settings.first("userknownhostsfile").orElse("~/.ssh/known_hosts ~/.ssh/known_hosts2");
        String system = settings.first("globalknownhostsfile").orElse("/etc/ssh/ssh_known_hosts");
        for (String file : SshConfigFile.words(user + " " + system)) {
            if (isSet(file)) {
                files.add(path(tokens.apply(file)));
            }
        }
        return files;
    }

    /** {@code no} is honoured as far as it is sane: a new key is taken, a changed one never. */
    private static HostKeyPolicy policy(Settings settings) {
        return switch (settings.first("stricthostkeychecking").orElse("ask").toLowerCase(Locale.ROOT)) {
            case "no", "off", "accept-new" -> HostKeyPolicy.ACCEPT_NEW;
            default -> HostKeyPolicy.STRICT;
        };
    }

    private Optional<Path> agent(Settings settings, UnaryOperator<String> tokens) {
        if (settings.first("identitiesonly").filter("yes"::equalsIgnoreCase).isPresent()) {
            return Optional.empty();
        }
        String socket = settings.first("identityagent").orElse("SSH_AUTH_SOCK");
        String location = socket.equals("SSH_AUTH_SOCK")
                ? environment.getOrDefault("SSH_AUTH_SOCK", "none")
                : tokens.apply(socket);
        return Optional.of(location).filter(this::isSet).map(this::path);
    }

    private Settings settings(String alias) {
        Map<String, List<String>> values = new HashMap<>();
        boolean applies = true;
        for (SshConfigFile.Line line : lines) {
            switch (line.keyword()) {
                case "host" -> applies = HostPattern.anyMatch(SshConfigFile.words(line.value()), alias);
                case "match" -> applies = HostPattern.matchLine(SshConfigFile.words(line.value()), alias);
                default -> {
                    if (applies) {
                        values.computeIfAbsent(line.keyword(), k -> new ArrayList<>())
                                .add(line.value());
                    }
                }
            }
        }
        return new Settings(values);
    }

    private boolean isSet(String value) {
        return !value.equalsIgnoreCase("none");
    }

    private Path path(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? home(environment).resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }

    private static String expand(String text, Map<String, String> tokens) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String token = text.substring(i, Math.min(i + 2, text.length()));
            if (token.equals("%%")) {
                out.append('%');
                i++;
            } else if (tokens.containsKey(token)) {
                out.append(tokens.get(token));
                i++;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    private String localUser() {
        return environment.getOrDefault("USER", System.getProperty("user.name"));
    }

    private record Settings(Map<String, List<String>> values) {

        Optional<String> first(String keyword) {
            return values.getOrDefault(keyword, List.of()).stream().findFirst();
        }

        List<String> all(String keyword) {
            return values.getOrDefault(keyword, List.of());
        }

        int number(String keyword, int otherwise) {
            return first(keyword)
                    .filter(v -> v.matches("\\d{1,9}"))
                    .map(Integer::parseInt)
                    .orElse(otherwise);
        }
    }

    /** {@code [user@]host[:port]}, as ProxyJump takes it. */
    private record Destination(Optional<String> user, String host, Optional<Integer> port) {

        static Destination parse(String text) {
            int at = text.lastIndexOf('@');
            String rest = text.substring(at + 1);
            int colon = rest.lastIndexOf(':');
            boolean port = colon > 0
                    && rest.indexOf(':') == colon
                    && rest.substring(colon + 1).matches("\\d{1,5}");
            return new Destination(
                    at < 0 ? Optional.empty() : Optional.of(text.substring(0, at)),
                    port ? rest.substring(0, colon) : rest,
                    port ? Optional.of(Integer.parseInt(rest.substring(colon + 1))) : Optional.empty());
        }
    }
}
