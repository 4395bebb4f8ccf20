package dev.cilab.sandbox.api.stream;

import dev.cilab.sandbox.api.PodStreams.LogOptions;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** A container's log as a plain HTTP body, as long as it goes on. */
final class LogStream {

    private static final System.Logger LOG = System.getLogger(LogStream.class.getName());
    private static final int CHUNK = 32 * 1024;

    private LogStream() {}

    /** @throws dev.cilab.sandbox.api.ApiError 400 when a number is none */
    static LogOptions options(MultiMap query, Clock clock) {
        long since = number(query, "sinceSeconds", 1);
        if (query.contains("sinceTime")) {
            since = Math.max(0, secondsSince(query.get("sinceTime"), clock));
        }
        return new LogOptions(
                ExecRequest.flag(query, "follow"),
                (int) number(query, "tailLines", 0),
                (int) since,
                ExecRequest.flag(query, "timestamps"),
                ExecRequest.flag(query, "previous"));
    }

    static long limit(MultiMap query) {
        long limit = number(query, "limitBytes", 1);
        return limit < 0 ? Long.MAX_VALUE : limit;
    }

    /** Its own thread. Returns at the log's end, after so many bytes, or when the client has gone. */
    static void write(InputStream log, HttpServerResponse response, long limit) {
        byte[] bytes = new byte[CHUNK];
        long left = limit;
        try (log) {
            for (int length = log.read(bytes); length >= 0 && left > 0; length = log.read(bytes)) {
                int part = (int) Math.min(length, left);
                left -= part;
                Outbox.await(response.write(Buffer.buffer().appendBytes(bytes, 0, part)));
            }
            Outbox.await(response.end());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the log's reader has gone", e);
        }
    }

    private static long number(MultiMap query, String name, long least) {
        String text = query.get(name);
        if (text == null || text.isEmpty()) {
            return -1;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= Integer.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw Containers.bad(name + ": Invalid value: \"" + text + "\": must be a number, at least " + least);
    }

    private static long secondsSince(String time, Clock clock) {
        try {
            return Duration.between(Instant.parse(time), clock.instant()).toSeconds();
        } catch (DateTimeException e) {
            throw Containers.bad("sinceTime: Invalid value: \"" + time + "\": must be a time as in RFC 3339");
        }
    }
}
