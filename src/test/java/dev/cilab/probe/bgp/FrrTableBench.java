package dev.cilab.probe.bgp;

import dev.cilab.env.Environment;
import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.probe.Answers;
import dev.cilab.probe.Site;
import dev.cilab.term.Io;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads FRR's whole table through the same code as a lab does and prints: median in milliseconds, megabytes kept, paths. */
final class FrrTableBench {

    private FrrTableBench() {}

    /** @param args how often, and the vtysh to ask */
    public static void main(String[] args) throws Exception {
        int runs = Integer.parseInt(args[0]);
        List<String> vtysh = Arrays.asList(args).subList(1, args.length);
        Host host = new Router(vtysh);
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(), new Class<?>[] {Environment.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("host")) {
                        return host;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        Site site = new Site(Answers.call("bgp-rib", List.of(), Map.of()), Answers.scope(environment));
        long[] millis = new long[runs];
        FrrPaths.Table table = null;
        for (int i = 0; i < runs; i++) {
            long begin = System.nanoTime();
            table = Frr.streamed(
                    site,
                    new NodeName("router"),
                    answer -> new FrrPaths(site, path -> true).read("router", "router", answer),
                    FrrPaths.QUESTIONS);
            millis[i] = (System.nanoTime() - begin) / 1_000_000;
        }
        Arrays.sort(millis);
        System.gc();
        long kept = (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1024 / 1024;
        Io.system()
                .out()
                .println(millis[runs / 2] + " " + kept + " " + table.paths().size());
    }

    /** This machine with another vtysh. */
    private record Router(List<String> vtysh, LocalHost here) implements Host {

        Router(List<String> vtysh) {
            this(vtysh, new LocalHost());
        }

        private Command changed(Command command) {
            List<String> argv = new ArrayList<>(vtysh);
            argv.addAll(command.argv().subList(1, command.argv().size()));
            return Command.of(argv);
        }

        @Override
        public String name() {
            return "router";
        }

        @Override
        public Result run(Command command) throws Unreachable {
            return here.run(changed(command));
        }

        @Override
        public Running start(Command command, Consumer<Line> lines) throws Unreachable {
            return here.start(changed(command), lines);
        }

        @Override
        public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
            return here.stream(changed(command), out, errors);
        }

        @Override
        public void put(byte[] content, String path, FileMode mode) throws Unreachable {
            here.put(content, path, mode);
        }

        @Override
        public String paste(Command command) {
            return here.paste(changed(command));
        }

        @Override
        public void close() {
            here.close();
        }
    }
}
