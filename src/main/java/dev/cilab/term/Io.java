package dev.cilab.term;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Everything that a command gets from outside, so that {@code Main.run} can be called any number of times in one process: streams,
 * environment, working folder, what the terminal can do, and interrupts. stdout is data, stderr is talk.
 *
 * @param terminal   the terminal that {@code err} leads to; with no person at it where it leads to a file or pipe
 * @param dataScreen the same for {@code out}
 */
public record Io(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path workingFolder,
        Screen terminal,
        Screen dataScreen,
        Interrupts interrupts) {

    /** This process's own. */
    public static Io system() {
        Map<String, String> environment = System.getenv();
        return new Io(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                environment,
                Path.of("").toAbsolutePath(),
                Screen.of(leadsToTerminal(2), environment),
                Screen.of(leadsToTerminal(1), environment),
                new Interrupts());
    }

    /** System.console() answers for both streams at once, and since JDK 22 says yes to pipes as well. */
    private static boolean leadsToTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return System.console() != null;
        }
    }

    /** Those who want to know of Ctrl-C, last registered first told. */
    public static final class Interrupts {

        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
        private volatile Runnable attention = () -> {};

        /** How the process comes to hear its signals: done now, and again by {@link #heed}. */
        public void heedBy(Runnable attention) {
            this.attention = attention;
            attention.run();
        }

        /** Hears the signals again, after a library has taken them for itself. */
        public void heed() {
            attention.run();
        }

        /** One who listens; closing it ends that. */
        public interface Listening extends AutoCloseable {
            @Override
            void close();
        }

        /** The returned handle takes the listener away again. */
        public Listening listen(Runnable listener) {
            listeners.addFirst(listener);
            return () -> listeners.remove(listener);
        }

        public void raise() {
            listeners.forEach(Runnable::run);
        }
    }
}
