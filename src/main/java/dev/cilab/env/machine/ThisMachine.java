package dev.cilab.env.machine;

import dev.cilab.exec.Host;
import dev.cilab.exec.LocalHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * The machine that cilab itself runs on, looked at without changing it. What this operating system does not tell is absent, never guessed.
 *
 * @param host  where its commands run
 * @param root  its file system, {@code /} but in tests
 * @param path  folders in which programs are looked for
 * @param ports whether a TCP port could be bound on all addresses
 */
public record ThisMachine(Host host, Path root, List<Path> path, IntPredicate ports) {

    private static final List<String> ALSO = List.of("/usr/sbin", "/sbin");

    public ThisMachine {
        path = List.copyOf(path);
    }

    /** @param variables this process's environment variables */
    public static ThisMachine of(Map<String, String> variables) {
        List<Path> path = new ArrayList<>();
        for (String folder : variables.getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            if (!folder.isEmpty()) {
                path.add(Path.of(folder));
            }
        }
        ALSO.forEach(folder -> path.add(Path.of(folder)));
        return new ThisMachine(new LocalHost(), Path.of("/"), path, ThisMachine::isFree);
    }

    public boolean has(String program) {
        return path.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    /** Bytes that could be used without swapping; absent where there is no /proc. */
    public OptionalLong availableMemory() {
        return read("proc/meminfo").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    /** Bytes free where a folder lies, or would lie; absent when nobody knows. */
    public OptionalLong freeDisk(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there != null && Files.notExists(there)) {
            there = there.getParent();
        }
        try {
            return there == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Files.getFileStore(there).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** @param name with dots, e.g. {@code fs.inotify.max_user_watches} */
    public OptionalLong sysctl(String name) {
        return read("proc/sys/" + name.replace('.', '/')).stream()
                .map(String::strip)
                .filter(value -> value.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** How a kernel module stands. */
    public enum Module {
        LOADED,
        LOADABLE,
        MISSING,
        UNKNOWN
    }

    /** A module that is part of the kernel itself counts as loaded. */
    public Module module(String name) {
        Optional<String> release = read("proc/sys/kernel/osrelease").map(String::strip);
        if (release.isEmpty()) {
            return Module.UNKNOWN;
        }
        if (Files.exists(root.resolve("sys/module/" + name))) {
            return Module.LOADED;
        }
        String modules = "lib/modules/" + release.get() + "/modules.";
        String file = "/" + name + ".ko";
        if (read(modules + "builtin").filter(text -> text.contains(file)).isPresent()) {
            return Module.LOADED;
        }
        Optional<String> loadable = read(modules + "dep");
        if (loadable.isEmpty()) {
            return Module.UNKNOWN;
        }
        return loadable.get().contains(file) ? Module.LOADABLE : Module.MISSING;
    }

    /** IPv4 networks that this machine has a route to, its default route excepted. */
    public List<LocalRoute> routes() {
        return read("proc/net/route").stream()
                .flatMap(String::lines)
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 7 && !fields[7].equals("00000000"))
                .map(fields -> new LocalRoute(fields[0], Ipv4Network.littleEndian(fields[1], fields[7])))
                .toList();
    }

    /** @param device the interface that packets leave by */
    public record LocalRoute(String device, Ipv4Network network) {}

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(new String(Files.readAllBytes(root.resolve(file)), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
