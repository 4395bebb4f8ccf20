package dev.cilab.sandbox.cluster.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {

    @ParameterizedTest
    @CsvSource({
        "traefik/whoami,traefik/whoami",
        "traefik/whoami:v1.10,traefik/whoami",
        "docker.io/traefik/whoami:latest,traefik/whoami",
        "index.docker.io/library/nginx:1.27,nginx",
        "library/busybox,busybox",
        "docker.io/library/busybox@sha256:0123abcd,busybox",
        "registry.k8s.io/coredns/coredns:v1.12.0,registry.k8s.io/coredns/coredns",
        "localhost:5000/some/tool:1,localhost:5000/some/tool",
        "quay.io/cilium/cilium:v1.18.0@sha256:0123abcd,quay.io/cilium/cilium",
    })
    void neitherTagNorDefaultRegistryCounts(String image, String repository) {
        assertThat(Images.repository(image)).isEqualTo(repository);
    }

    @Test
    void anImageThatNobodyNamedIsNotThere() {
        Images images = Images.none().with("docker.io/library/nginx", new WebServer());
        assertThat(images.find("nginx:1.27")).isPresent();
        assertThat(images.find("nginx-unprivileged")).isEmpty();
        assertThat(images.repositories()).containsExactly("nginx");
    }
}
