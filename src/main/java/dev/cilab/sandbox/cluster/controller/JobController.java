package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Names;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Job → Pods that run to completion. */
public final class JobController implements Controller {

    private static final Source SOURCE = Source.of("job-controller");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int DEFAULT_BACKOFF_LIMIT = 6;
    private static final int MAX_DOUBLINGS = 6;

    private final ControllerContext context;
    private final KeyedQueue queue;

    public JobController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("job", this::reconcile);
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().jobs(), change -> queue.add(Key.of(change.object())));
        context.watches().on(context.kinds().pods(), change -> Meta.controller(change.object())
                .filter(owner -> owner.kind().equals("Job"))
                .ifPresent(owner -> queue.add(new Key(Meta.namespace(change.object()), owner.name()))));
    }

    private void reconcile(Key key) {
        context.get(context.kinds().jobs(), key).ifPresent(job -> {
            if (finished(job)) {
                expire(job);
            } else if (!Meta.deleting(job)) {
                run(job);
            }
        });
    }

    private static boolean finished(JsonNode job) {
        return Conditions.isTrue(job.path("status"), "Complete") || Conditions.isTrue(job.path("status"), "Failed");
    }

    private void expire(ObjectNode job) {
        JsonNode seconds = job.path("spec").path("ttlSecondsAfterFinished");
        if (!seconds.isNumber() || Meta.deleting(job)) {
            return;
        }
        String type = Conditions.isTrue(job.path("status"), "Complete") ? "Complete" : "Failed";
        Instant end = Conditions.find(job.path("status"), type)
                .map(condition -> Meta.time(condition.path("lastTransitionTime")))
                .orElse(Instant.EPOCH)
                .plusSeconds(seconds.longValue());
        if (end.isAfter(context.now())) {
            queue.addAfter(Key.of(job), Duration.between(context.now(), end));
        } else {
            context.delete(context.kinds().jobs(), job);
        }
    }

    private void run(ObjectNode job) {
        Progress progress = progress(job);
        Optional<Verdict> verdict = verdict(job, progress);
        boolean suspended = job.path("spec").path("suspend").asBoolean(false);
        if (verdict.isPresent() || suspended) {
            progress.active().forEach(pod -> context.delete(context.kinds().pods(), pod));
        } else {
            start(job, progress);
        }
        context.status(context.kinds().jobs(), job, status(job, progress(job), verdict));
    }

    private Progress progress(ObjectNode job) {
        List<ObjectNode> pods =
                context.list(context.kinds().pods(), Meta.namespace(job), pod -> Meta.controlledBy(pod, job));
        return new Progress(
                pods.stream().filter(Pods::active).toList(),
                pods.stream().filter(pod -> Pods.phase(pod).equals("Succeeded")).toList(),
                pods.stream().filter(pod -> Pods.phase(pod).equals("Failed")).toList());
    }

    private Optional<Verdict> verdict(ObjectNode job, Progress progress) {
        JsonNode spec = job.path("spec");
        if (progress.succeeded().size() >= completions(job)) {
            return Optional.of(
                    new Verdict("Complete", "CompletionsReached", "Reached expected number of succeeded pods"));
        }
        int restarts = progress.active().stream().mapToInt(Pods::restarts).sum();
        if (progress.failed().size() + restarts > spec.path("backoffLimit").asInt(DEFAULT_BACKOFF_LIMIT)) {
            return Optional.of(
                    new Verdict("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
        }
        JsonNode deadline = spec.path("activeDeadlineSeconds");
        if (deadline.isNumber()) {
            Instant end = started(job).plusSeconds(deadline.longValue());
            if (!end.isAfter(context.now())) {
                return Optional.of(
                        new Verdict("Failed", "DeadlineExceeded", "Job was active longer than specified deadline"));
            }
            queue.addAfter(Key.of(job), Duration.between(context.now(), end));
        }
        return Optional.empty();
    }

    private void start(ObjectNode job, Progress progress) {
        int wanted = Math.min(
                job.path("spec").path("parallelism").asInt(1),
                completions(job) - progress.succeeded().size());
        if (progress.active().size() >= wanted) {
            return;
        }
        Instant next = earliestStart(progress);
        if (next.isAfter(context.now())) {
            queue.addAfter(Key.of(job), Duration.between(context.now(), next));
            return;
        }
        for (int i = progress.active().size(); i < wanted; i++) {
            create(job);
        }
    }

    /** After failures the next pod waits, twice as long each time. */
    private Instant earliestStart(Progress progress) {
        if (progress.failed().isEmpty()) {
            return context.now();
        }
        int doublings = Math.min(progress.failed().size() - 1, MAX_DOUBLINGS);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        Instant last = progress.failed().stream()
                .map(Pods::readySince)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return last.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private void create(ObjectNode job) {
        String name = Meta.name(job) + "-" + Names.suffix();
        ObjectNode pod = PodTemplate.pod(job, context.kinds().jobs(), name);
        Json.object(Json.object(pod, "metadata"), "labels")
                .put("batch.kubernetes.io/job-name", Meta.name(job))
                .put("batch.kubernetes.io/controller-uid", Meta.uid(job))
                .put("job-name", Meta.name(job))
                .put("controller-uid", Meta.uid(job));
        context.objects().create(context.kinds().pods(), pod);
        context.events().normal(SOURCE, job, "SuccessfulCreate", "Created pod: " + name);
    }

    private ObjectNode status(ObjectNode job, Progress progress, Optional<Verdict> verdict) {
        ObjectNode status = Json.object(job.deepCopy(), "status");
        if (!status.has("startTime")) {
            status.put("startTime", Meta.text(context.now()));
        }
        status.put("active", progress.active().size())
                .put("ready", (int)
                        progress.active().stream().filter(Pods::ready).count())
                .put("succeeded", progress.succeeded().size())
                .put("failed", progress.failed().size())
                .put("terminating", 0);
        status.putObject("uncountedTerminatedPods");
        verdict.ifPresent(reached -> finish(job, status, reached));
        return status;
    }

    private void finish(ObjectNode job, ObjectNode status, Verdict verdict) {
        boolean complete = verdict.type().equals("Complete");
        String target = complete ? "SuccessCriteriaMet" : "FailureTarget";
        Conditions.set(status, target, true, verdict.reason(), verdict.message(), context.now());
        Conditions.set(status, verdict.type(), true, verdict.reason(), verdict.message(), context.now());
        status.put("active", 0).put("ready", 0);
        if (complete) {
            status.put("completionTime", Meta.text(context.now()));
            context.events().normal(SOURCE, job, "Completed", "Job completed");
        } else {
            context.events().warning(SOURCE, job, verdict.reason(), verdict.message());
        }
        queue.addAfter(Key.of(job), Duration.ZERO);
    }

    private Instant started(ObjectNode job) {
        JsonNode start = job.path("status").path("startTime");
        return start.isString() ? Meta.time(start) : context.now();
    }

    private static int completions(ObjectNode job) {
        return job.path("spec").path("completions").asInt(1);
    }

    private record Progress(List<ObjectNode> active, List<ObjectNode> succeeded, List<ObjectNode> failed) {}

    /** How a Job ended. @param type the condition */
    private record Verdict(String type, String reason, String message) {}
}
