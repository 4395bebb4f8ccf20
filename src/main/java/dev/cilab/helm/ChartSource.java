package dev.cilab.helm;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where a chart comes from. */
public sealed interface ChartSource {

    /** As a person would write it. */
    @Override
    String toString();

    /** A chart of a classic repository, one that has an {@code index.yaml}. */
    record Repository(URI url, String chart) implements ChartSource {
        @Override
        public String toString() {
            return chart + " --repo " + url;
        }
    }

    /** A packed chart at an http or https address. */
    record Archive(URI url) implements ChartSource {
        @Override
        public String toString() {
            return url.toString();
        }
    }

    /** A chart in a container registry, e.g. {@code oci://quay.io/cilium/charts/cilium}. */
    record Registry(URI url) implements ChartSource {
        @Override
        public String toString() {
            return url.toString();
        }
    }

    /** A folder or a .tgz on this machine. */
    record Local(Path path) implements ChartSource {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Where the makers of a chart publish it. */
    static Optional<ChartSource> official(String name) {
        return name.equals("cilium")
                ? Optional.of(new Repository(URI.create("https://helm.cilium.io/"), name))
                : Optional.empty();
    }

    /** A bare name says what is wanted, not where it is. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9-]*");
    }

    /** @param text an address or path, not a bare name */
    static ChartSource of(String text) throws HelmFailure {
        try {
            if (text.startsWith("oci://")) {
                return new Registry(URI.create(text));
            }
            if (text.startsWith("https://") || text.startsWith("http://")) {
                return new Archive(URI.create(text));
            }
            return new Local(Path.of(text));
        } catch (IllegalArgumentException e) {
            throw new HelmFailure("\"" + text + "\" is no place of a chart: " + e.getMessage(), "", e);
        }
    }
}
