package dev.cilab.sandbox.api.stream;

import dev.cilab.sandbox.api.ApiError;
import io.vertx.core.MultiMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The query of exec and attach. With a terminal there is no separate standard error. */
record ExecRequest(String container, List<String> command, boolean stdin, boolean stdout, boolean stderr, boolean tty) {

    /** @throws ApiError 400 when nothing is to be streamed */
    static ExecRequest parse(MultiMap query) {
        boolean tty = flag(query, "tty");
        ExecRequest request = new ExecRequest(
                query.contains("container") ? query.get("container") : "",
                query.getAll("command"),
                flag(query, "stdin"),
                flag(query, "stdout"),
                flag(query, "stderr") && !tty,
                tty);
        if (!request.stdin && !request.stdout && !request.stderr) {
            throw new ApiError(400, "BadRequest", "you must specify at least 1 of stdin, stdout, stderr");
        }
        return request;
    }

    Set<Channel> channels() {
        Set<Channel> channels = EnumSet.of(Channel.ERROR);
        if (stdin) {
            channels.add(Channel.STDIN);
        }
        if (stdout) {
            channels.add(Channel.STDOUT);
        }
        if (stderr) {
            channels.add(Channel.STDERR);
        }
        if (tty) {
            channels.add(Channel.RESIZE);
        }
        return channels;
    }

    static boolean flag(MultiMap query, String name) {
        String value = query.get(name);
        return value != null && (value.isEmpty() || value.equals("1") || value.equalsIgnoreCase("true"));
    }
}
