package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;
import java.util.List;
import java.util.Map;

/** Runs the real nginx with one server block, in one process. */
public final class Nginx {

    private static final String START =
            "mkdir -p \"$0\" && printf %s \"$1\" >\"$0/nginx.conf\" && exec nginx -e stderr -c \"$0/nginx.conf\"";

    private Nginx() {}

    /**
     * @param http directives of the http block
     * @param announcement a line for the log once it listens; empty = none
     */
    public static Workload.Main start(Workload.Container container, String http, String announcement) {
        String folder = "/run/nginx/" + container.spec().path("name").asString();
        // "notice" makes nginx say that it is up: it has bound its ports by then, and nobody needs to try until they
        // answer
        String config = """
                daemon off;
                master_process off;
                worker_processes 1;
                user root;
                pid %1$s/pid;
                error_log stderr notice;
                events { worker_connections 512; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                %2$s
                }
                """.formatted(folder, http.stripTrailing());
        // one process writes the file and becomes nginx: entering the pod twice would cost more than the rest
        List<String> argv = List.of("sh", "-c", START, folder, config);
        Workload.Log quiet = line -> {
            if (!line.contains("[notice]")) {
                container.log().line(line);
            }
        };
        Workload.Container silenced = new Workload.Container(
                container.node(),
                container.pod(),
                container.object(),
                container.spec(),
                container.argv(),
                container.environment(),
                quiet,
                container.changed());
        return ProcessMain.readyAt(
                line -> listens(line, container.log(), announcement),
                container.pod().start(argv, Map.of(), ""),
                silenced);
    }

    private static boolean listens(String line, Workload.Log log, String announcement) {
        boolean up = line.contains("[notice]") && line.contains("event method");
        if (up && !announcement.isEmpty()) {
            log.line(announcement);
        }
        return up;
    }
}
