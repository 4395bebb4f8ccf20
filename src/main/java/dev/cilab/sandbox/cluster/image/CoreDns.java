package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code registry.k8s.io/coredns/coredns}: a real DNS server for the names of the cluster's Services, on dnsmasq. It knows no other names
 * and has nobody to ask for them: a sandbox has no way out.
 */
public final class CoreDns implements Workload {

    private static final Logger LOG = System.getLogger(CoreDns.class.getName());

    /** dnsmasq is the main process; beside it a reader takes new records from standard input, a line with a dot ends a set. */
    private static final String SCRIPT = """
            trap '' HUP
            mkdir -p /run/dns && : >/run/dns/hosts || exit 1
            exec 3<&0
            {
              while IFS= read -r line; do
                if [ "$line" = . ]; then
                  mv /run/dns/new /run/dns/hosts && kill -HUP $$
                  : >/run/dns/new
                else
                  echo "$line" >>/run/dns/new
                fi
              done
            } <&3 &
            exec dnsmasq --keep-in-foreground --log-facility=- --user=root --pid-file= --conf-file=/dev/null --no-resolv --no-hosts \
              --addn-hosts=/run/dns/hosts --local=/cluster.local/ --local-ttl=30 --cache-size=0
            """;

    private final DnsRecords records;

    public CoreDns(DnsRecords records) {
        this.records = records;
    }

    @Override
    public Main start(Container container) {
        Process process = container.pod().start(List.of("sh", "-c", SCRIPT), Map.of(), "");
        ProcessMain main = ProcessMain.readyAt(CoreDns::answers, process, container);
        Runnable unsubscribe = records.subscribe(lines -> feed(process.getOutputStream(), lines));
        process.onExit().thenRun(unsubscribe);
        return main;
    }

    /** It says how many names it has read; the DNS service's own is always among them. */
    private static boolean answers(String line) {
        return line.contains("/run/dns/hosts - ") && !line.contains(" - 0 ");
    }

    private static void feed(OutputStream input, Set<String> lines) {
        String text = lines.isEmpty() ? "#\n.\n" : String.join("\n", lines) + "\n.\n";
        try {
            synchronized (input) {
                input.write(text.getBytes(StandardCharsets.UTF_8));
                input.flush();
            }
        } catch (IOException ended) {
            LOG.log(Level.DEBUG, () -> "a DNS server has ended: " + ended.getMessage());
        }
    }
}
