package dev.cilab.action;

import dev.cilab.env.Environment;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.Helm;
import dev.cilab.lab.Topology;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Machines that answer what they were told to, and remember what they ran; a command nobody prepared prints nothing and succeeds. */
final class FakeHosts {

    private record Answer(int exit, String out, String err) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    void answers(String host, String command, String out) {
        answers.put(host + ": " + command, new Answer(0, out, ""));
    }

    void fails(String host, String command, String err) {
        answers.put(host + ": " + command, new Answer(2, "", err));
    }

    void silent(String host) {
        silent.add(host);
    }

    /** {@code HOST: COMMAND}, in the order they were run. */
    List<String> ran() {
        return List.copyOf(ran);
    }

    /** Those that need no Helm. */
    LabHandlers handlers() {
        return new LabHandlers(new Helm(Path.of("no cache"), Map.of()));
    }

    Scope scope() {
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(), new Class<?>[] {Environment.class}, (proxy, method, args) -> {
                    if (method.getName().equals("host")) {
                        return new Machine(args[0].toString());
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        return new Scope(environment, new Topology("bgp", List.of(), List.of(), List.of()), Map.of(), null);
    }

    private final class Machine implements Host {

        private final String name;

        private Machine(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Result run(Command command) throws Unreachable {
            if (silent.contains(name)) {
                throw new Unreachable(name, "connection refused");
            }
            String key = name + ": " + String.join(" ", command.argv());
            ran.add(key);
            Answer answer = answers.getOrDefault(key, new Answer(0, "", ""));
            return new Result(command, answer.exit(), bytes(answer.out()), bytes(answer.err()), Duration.ZERO);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Running start(Command command, Consumer<Line> lines) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Running stream(Command command, OutputStream out, Consumer<Line> errors) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void put(byte[] content, String path, FileMode mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String paste(Command command) {
            return "ssh " + name + " " + (command.root() ? "sudo " : "") + Shell.quote(command.argv());
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}
