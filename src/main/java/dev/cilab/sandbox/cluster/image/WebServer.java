package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;

/** {@code nginx}: this machine's nginx with its own welcome page. */
public final class WebServer implements Workload {

    @Override
    public Main start(Container container) {
        if (!container.argv().isEmpty() && !container.argv().getFirst().equals("nginx")) {
            return Tool.shell().start(container);
        }
        String http = """
                  include /etc/nginx/mime.types;
                  server {
                    listen 80;
                    location / { root /usr/share/nginx/html; index index.html; }
                  }
                """;
        return Nginx.start(container, http, "");
    }
}
