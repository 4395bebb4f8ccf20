package dev.cilab.sandbox.api.admission;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Rules;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs, and the job template of CronJobs. */
final class JobRules implements Rules {

    private static final List<String> RESTART = List.of("Never", "OnFailure");

    static Rules cronJob() {
        return new CronJobRules();
    }

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        ObjectNode spec = Json.object(object, "spec");
        defaults(spec);
        if (old == null) {
            label(object, spec);
            object.putObject("status");
        }
    }

    @Override
    public void validate(ObjectNode object, ObjectNode old, Causes causes) {
        check(object.path("spec"), "spec", causes);
        if (old == null) {
            return;
        }
        for (String field : List.of("selector", "template", "completions", "completionMode")) {
            JsonNode was = Json.at(old, "spec", field);
            if (!was.equals(Json.at(object, "spec", field))) {
                causes.invalid("spec." + field, Json.at(object, "spec", field), "field is immutable");
            }
        }
    }

    private static void defaults(ObjectNode spec) {
        if (Defaults.absent(spec, "completions") && Defaults.absent(spec, "parallelism")) {
            spec.put("completions", 1);
        }
        Defaults.number(spec, "parallelism", 1);
        Defaults.number(spec, "backoffLimit", 6);
        Defaults.text(spec, "completionMode", "NonIndexed");
        Defaults.flag(spec, "suspend", false);
        Defaults.text(spec, "podReplacementPolicy", "TerminatingOrFailed");
        TemplateRules.template(spec);
    }

    /** A job finds its pods by its own uid. */
    private static void label(ObjectNode job, ObjectNode spec) {
        String uid = Json.text(job, "metadata", "uid");
        String name = Json.text(job, "metadata", "name");
        if (spec.path("selector").isObject()) {
            return;
        }
        spec.putObject("selector").putObject("matchLabels").put("batch.kubernetes.io/controller-uid", uid);
        Json.object(Json.object(Json.object(spec, "template"), "metadata"), "labels")
                .put("batch.kubernetes.io/controller-uid", uid)
                .put("batch.kubernetes.io/job-name", name)
                .put("controller-uid", uid)
                .put("job-name", name);
    }

    private static void check(JsonNode spec, String path, Causes causes) {
        PodChecks.check(Json.at(spec, "template", "spec"), path + ".template.spec", causes);
        String restart = Json.text(spec, "template", "spec", "restartPolicy");
        if (!RESTART.contains(restart)) {
            causes.unsupported(path + ".template.spec.restartPolicy", restart, RESTART);
        }
    }

    /** The rules of the job that a CronJob will make. */
    private static final class CronJobRules implements Rules {

        @Override
        public void complete(ObjectNode object, ObjectNode old) {
            ObjectNode spec = Json.object(object, "spec");
            Defaults.text(spec, "concurrencyPolicy", "Allow");
            Defaults.flag(spec, "suspend", false);
            Defaults.number(spec, "successfulJobsHistoryLimit", 3);
            Defaults.number(spec, "failedJobsHistoryLimit", 1);
            TemplateRules.template(Json.object(Json.object(spec, "jobTemplate"), "spec"));
            if (old == null) {
                object.putObject("status");
            }
        }

        @Override
        public void validate(ObjectNode object, ObjectNode old, Causes causes) {
            if (Json.text(object, "spec", "schedule").isEmpty()) {
                causes.required("spec.schedule", "");
            }
            check(Json.at(object, "spec", "jobTemplate", "spec"), "spec.jobTemplate.spec", causes);
        }
    }
}
