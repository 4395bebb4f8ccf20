package dev.cilab.env.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.env.Finding;
import dev.cilab.exec.LocalHost;
import dev.cilab.lab.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {

    @TempDir
    private Path dir;

    private ThisMachine machine;

    @BeforeEach
    void start() throws Exception {
        machine = new ThisMachine(new LocalHost(), dir, List.of(), port -> port != 30001);
        file("proc/meminfo", "MemTotal:       16303428 kB\nMemFree:          301212 kB\nMemAvailable:    2097152 kB\n");
        file("proc/sys/fs/inotify/max_user_instances", "128\n");
        file("proc/sys/kernel/osrelease", "6.8.0-60-generic\n");
        file("lib/modules/6.8.0-60-generic/modules.dep", "kernel/drivers/net/geneve.ko.zst: kernel/net/x.ko.zst\n");
        file("lib/modules/6.8.0-60-generic/modules.builtin", "kernel/drivers/net/dummy.ko\n");
        Files.createDirectories(dir.resolve("sys/module/vxlan"));
        file("proc/net/route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                wlan0\t00000000\t010AA8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
                wlan0\t000AA8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0
                """);
    }

    private void file(String name, String content) throws Exception {
        Files.createDirectories(dir.resolve(name).getParent());
        Files.writeString(dir.resolve(name), content);
    }

    @Test
    void isReadFromTheKernelsFiles() {
        assertThat(machine.availableMemory()).hasValue(2 * Resources.GIB);
        assertThat(machine.sysctl("fs.inotify.max_user_instances")).hasValue(128);
        assertThat(machine.sysctl("fs.inotify.max_user_watches")).isEmpty();
        assertThat(machine.module("vxlan")).isEqualTo(ThisMachine.Module.LOADED);
        assertThat(machine.module("dummy")).isEqualTo(ThisMachine.Module.LOADED);
        assertThat(machine.module("geneve")).isEqualTo(ThisMachine.Module.LOADABLE);
        assertThat(machine.module("vboxdrv")).isEqualTo(ThisMachine.Module.MISSING);
        assertThat(machine.routes()).singleElement().satisfies(route -> assertThat(route.network())
                .hasToString("192.168.10.0/24"));
    }

    @Test
    void aSystemThatTellsNothingIsNotGuessedAbout(@TempDir Path empty) {
        ThisMachine other = new ThisMachine(new LocalHost(), empty, List.of(), port -> true);

        assertThat(other.availableMemory()).isEmpty();
        assertThat(other.module("geneve")).isEqualTo(ThisMachine.Module.UNKNOWN);
        assertThat(other.routes()).isEmpty();
        assertThat(new Resources(other).memory(Resources.GIB)).isEmpty();
        assertThat(new Resources(other).module("geneve", "")).isEmpty();
    }

    @Test
    void whatTheLabWouldClashWithIsFound() {
        Resources resources = new Resources(machine);
        Topology topology =
                new Topology("bgp", List.of(new Topology.Segment("lan10", "192.168.10.0/24")), List.of(), List.of());

        assertThat(resources.networks(topology, List.of()))
                .singleElement()
                .extracting(Finding::what, Finding::evidence)
                .containsExactly(
                        "the lab's network lan10 (192.168.10.0/24) is in use on this machine already",
                        "route 192.168.10.0/24 dev wlan0");
        assertThat(resources.networks(topology, List.of("wlan0"))).isEmpty();
        assertThat(resources.ports(List.of(30000, 30001)))
                .extracting(Finding::what)
                .containsExactly("port 30001 of this machine is taken");
        assertThat(resources.memory(4 * Resources.GIB))
                .extracting(Finding::evidence)
                .containsExactly("2.0 GiB is available");
        assertThat(resources.module("geneve", "DSR")).extracting(Finding::fix).containsExactly("sudo modprobe geneve");
    }

    @Test
    void networksOverlap() {
        Ipv4Network wide = Ipv4Network.parse("172.16.0.0/12").orElseThrow();

        assertThat(wide.overlaps(Ipv4Network.parse("172.20.0.0/16").orElseThrow()))
                .isTrue();
        assertThat(Ipv4Network.parse("172.20.0.0/16").orElseThrow().overlaps(wide))
                .isTrue();
        assertThat(wide.overlaps(Ipv4Network.parse("172.32.0.0/16").orElseThrow()))
                .isFalse();
        assertThat(Ipv4Network.parse("fc00::/7")).isEmpty();
        assertThat(Ipv4Network.parse("10.0.0.256/8")).isEmpty();
        assertThat(Ipv4Network.parse("10.1.2.3/8").orElseThrow()).hasToString("10.0.0.0/8");
    }
}
