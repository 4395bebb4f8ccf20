package dev.cilab.measure;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Requests to send, each over a connection of its own.
 *
 * @param url            what is asked, e.g. {@code http://172.16.1.1/}
 * @param by             the line of the answer that tells who gave it, e.g. {@code Hostname}
 * @param requests       how many; 0 = until {@code duration} is over
 * @param perSecond      how many a second; 0 = as fast as they are answered
 * @param duration       how long; zero = until all requests are sent or the generator is stopped
 * @param connectTimeout the longest wait for a connection; shorter than a second, a request stands for one SYN alone
 * @param requestTimeout the longest that a whole request may take
 */
public record Load(
        String url,
        String by,
        int requests,
        int perSecond,
        Duration duration,
        Duration connectTimeout,
        Duration requestTimeout) {

    private static final Duration STEADY_CONNECT_TIMEOUT = Duration.ofMillis(900);
    private static final Duration STEADY_REQUEST_TIMEOUT = Duration.ofSeconds(3);
    private static final Pattern URL = Pattern.compile("https?://[\\w.:/?&=%@~+,-]+");
    private static final Pattern KEY = Pattern.compile("[A-Za-z][\\w-]*");

    /** @throws IllegalArgumentException when it cannot be sent; the message is for the user */
    public Load {
        url = (url.contains("://") ? url : "http://" + url).replaceFirst("#.*", "");
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException("'" + url + "' is no URL that can be asked for");
        }
        if (!KEY.matcher(by).matches()) {
            throw new IllegalArgumentException("'" + by + "' is no key of an answer's line; e.g. Hostname");
        }
        if (requests < 0 || perSecond < 0 || duration.isNegative()) {
            throw new IllegalArgumentException("requests, rate and duration cannot be negative");
        }
    }

    /** A number of requests, as fast as they are answered. */
    public static Load of(String url, int requests) {
        return new Load(url, "Hostname", requests, 0, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /**
     * A steady rate until it is stopped, for measuring outages: connections are given up before the kernel would send a second SYN, so that requests keep
     * being sent at the same rate while none is answered.
     */
    public static Load steady(String url, int perSecond) {
        return of(url, 0).perSecond(perSecond);
    }

    public Load by(String key) {
        return new Load(url, key, requests, perSecond, duration, connectTimeout, requestTimeout);
    }

    /** At a rate, with the time-outs of {@link #steady}; 0 = as fast as they are answered. */
    public Load perSecond(int rate) {
        return rate == 0
                ? this
                : new Load(url, by, requests, rate, duration, STEADY_CONNECT_TIMEOUT, STEADY_REQUEST_TIMEOUT);
    }

    public Load duration(Duration longest) {
        return new Load(url, by, requests, perSecond, longest, connectTimeout, requestTimeout);
    }
}
