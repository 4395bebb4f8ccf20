package dev.cilab.probe.bgp;

import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks FRR on a router. */
final class Frr {

    private Frr() {}

    /** {@code vtysh -c … -c …} as root: the socket belongs to the group frrvty. */
    static Command vtysh(String... lines) {
        List<String> argv = new ArrayList<>(List.of("vtysh"));
        for (String line : lines) {
            argv.add("-c");
            argv.add(line);
        }
        return Command.of(argv).asRoot();
    }

    /** One JSON document per {@code show … json}, and FRR's version, all in one command. */
    static FrrAnswer show(Site site, NodeName router, String... lines) throws Unreachable {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = FrrAnswer.LAST_QUESTION;
        return FrrAnswer.read(router.value(), site.run(router, vtysh(all)), lines.length);
    }
}
