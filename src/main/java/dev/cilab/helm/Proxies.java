package dev.cilab.helm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy variables of the shell, as Helm reads them: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}, in upper case or else in
 * lower case, by the scheme of what is fetched. This machine itself is never asked through a proxy.
 */
final class Proxies extends ProxySelector {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Map<String, String> variables;
    private final NoProxy except;

    Proxies(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
        this.except = NoProxy.of(variable("NO_PROXY"));
    }

    /** The proxy for an address; empty where it is asked directly. */
    Optional<URI> of(URI url) {
        String value = variable(url.getScheme().equalsIgnoreCase("https") ? "HTTPS_PROXY" : "HTTP_PROXY");
        return value.isEmpty() || except.covers(host(url), port(url)) ? Optional.empty() : Optional.of(address(value));
    }

    /** @throws HelmFailure when the proxy for this address cannot be used */
    void require(URI url) throws HelmFailure {
        try {
            Optional<URI> proxy = of(url);
            boolean usable = proxy.isEmpty()
                    || ("http".equals(proxy.get().getScheme()) && proxy.get().getHost() != null);
            if (!usable) {
                throw new HelmFailure(
                        "the proxy " + shown(proxy.get()) + " for " + url
                                + " is none that charts can be fetched through" + ": only http://HOST:PORT is",
                        "env | grep -i _proxy");
            }
        } catch (IllegalArgumentException e) {
            throw new HelmFailure("a proxy variable holds no address: " + e.getMessage(), "env | grep -i _proxy", e);
        }
    }

    /** Without the password that may stand in it. */
    static String shown(URI proxy) {
        return proxy.getScheme() + "://" + proxy.getHost() + (proxy.getPort() < 0 ? "" : ":" + proxy.getPort());
    }

    @Override
    public List<Proxy> select(URI url) {
        return List.of(of(url).map(proxy -> new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(host(proxy), proxy.getPort() < 0 ? HTTP : proxy.getPort())))
                .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI url, SocketAddress proxy, IOException why) {
        // there is no other one to try
    }

    private String variable(String name) {
        String upper = variables.getOrDefault(name, "");
        return upper.isEmpty() ? variables.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper;
    }

    private static URI address(String value) {
        return URI.create(value.contains("://") ? value : "http://" + value);
    }

    private static String host(URI url) {
        String host = url.getHost() == null ? "" : url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
    }
}
