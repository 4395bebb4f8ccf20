package dev.cilab.env.vagrant;

import dev.cilab.env.FakeProcesses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Vagrant, VirtualBox and libvirt as far as cilab uses them, and the machines themselves; answers have the shape of the real ones. */
final class FakeVagrant extends FakeProcesses {

    private static final List<String> MACHINES = List.of("router", "k8s-ctr", "k8s-w1", "k8s-w0");

    /** By name: whether it runs. */
    final Map<String, Boolean> machines = new TreeMap<>();

    final Set<String> provisioned = new TreeSet<>();

    @Override
    protected Answer answer(List<String> argv, String stdin) {
        return switch (argv.getFirst()) {
            case "VBoxManage" -> {
                if (argv.get(1).equals("controlvm")) {
                    machines.put(argv.get(2), false);
                    yield Answer.ok("");
                }
                yield Answer.ok(list(argv.getLast().equals("runningvms"))
                        .map(name -> "\"" + name + "\" {6fd0c6c2-5a8e-4a3f-9a52-0d8a1c0b7e11}\n")
                        .collect(Collectors.joining()));
            }
            case "virsh" ->
                Answer.ok(list(!argv.contains("--all")).map(name -> name + "\n").collect(Collectors.joining()) + "\n");
            case "env" -> vagrant(argv.subList(argv.indexOf("vagrant") + 2, argv.size()), instance(argv));
            case "vagrant" -> Answer.ok("vagrant-libvirt (0.11.2, system)\n");
            default -> Answer.failed(127, argv.getFirst() + ": command not found\n");
        };
    }

    private Stream<String> list(boolean running) {
        return machines.entrySet().stream()
                .filter(each -> each.getValue() || !running)
                .map(Map.Entry::getKey);
    }

    private static String instance(List<String> argv) {
        return argv.stream()
                .filter(word -> word.startsWith("CILAB_INSTANCE="))
                .map(word -> word.substring("CILAB_INSTANCE=".length()))
                .findFirst()
                .orElseThrow();
    }

    private Answer vagrant(List<String> argv, String instance) {
        return switch (argv.getFirst()) {
            case "up" -> {
                MACHINES.forEach(name -> machines.put("cilab-" + instance + "-bgp-" + name, true));
                yield Answer.ok(
                        MACHINES.stream()
                                        .map(name ->
                                                "Bringing machine '" + name + "' up with 'virtualbox' provider...\n")
                                        .collect(Collectors.joining())
                                + "==> router: Importing base box 'bento/ubuntu-24.04'...\n    router: SSH auth method: private key\n");
            }
            case "provision" -> {
                provisioned.addAll(MACHINES);
                yield Answer.ok("==> router: Running provisioner: links (shell)...\n");
            }
            case "ssh-config" ->
                Answer.ok(
                        MACHINES.stream().map(name -> """
                                Host %s
                                  HostName 127.0.0.1
                                  User vagrant
                                  Port 2222
                                  UserKnownHostsFile /dev/null
                                  StrictHostKeyChecking no
                                  PasswordAuthentication no
                                  IdentityFile /home/me/.vagrant/machines/%s/virtualbox/private_key
                                  IdentitiesOnly yes
                                  LogLevel FATAL

                                """.formatted(name, name)).collect(Collectors.joining()));
            case "destroy" -> {
                machines.clear();
                provisioned.clear();
                yield Answer.ok(
                        "==> k8s-w0: Forcing shutdown of VM...\n==> k8s-w0: Destroying VM and associated drives...\n");
            }
            default -> throw new IllegalArgumentException(argv.toString());
        };
    }

    /** A machine's own shell. */
    FakeProcesses login(String machine) {
        return new FakeProcesses() {
            @Override
            protected Answer answer(List<String> argv, String stdin) {
                if (argv.getFirst().equals("cat")) {
                    return Answer.ok("""
                            apiVersion: v1
                            clusters:
                            - cluster:
                                server: http://192.168.10.100:6443
                              name: bgp
                            contexts:
                            - context:
                                cluster: bgp
                                user: kubernetes-admin
                              name: kubernetes-admin@bgp
                            current-context: kubernetes-admin@bgp
                            kind: Config
                            preferences: {}
                            users:
                            - name: kubernetes-admin
                              user:
                                token: t
                            """);
                }
                return provisioned.contains(machine) ? Answer.ok("") : Answer.failed(1, "");
            }
        };
    }
}
