package dev.cilab.sandbox.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.schema.BuiltinTypes;
import dev.cilab.sandbox.api.schema.Shape;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StrategicMergeTest {

    private static final BuiltinTypes TYPES = BuiltinTypes.load();

    @Test
    void containersMergeByName() {
        check(
                "v1",
                "Pod",
                "{spec: {containers: [{name: a,image: i1,env: [{name: X,value: '1'}]},{name: b,image: i2}]}}",
                "{spec: {containers: [{name: a,image: i9,env: [{name: Y,value: '2'}]},{name: c,image: i3}]}}",
                "{spec: {containers: [{name: a,image: i9,env: [{name: X,value: '1'},{name: Y,value: '2'}]},{name: b,image: i2},{name: c,image: i3}]}}");
    }

    @Test
    void deleteDirectiveRemovesAnItem() {
        check(
                "v1",
                "Pod",
                "{spec: {volumes: [{name: v,emptyDir: {}},{name: w,emptyDir: {}}]}}",
                "{spec: {volumes: [{name: v,$patch: delete}]}}",
                "{spec: {volumes: [{name: w,emptyDir: {}}]}}");
    }

    @Test
    void replaceDirectiveInAListReplacesTheList() {
        check(
                "v1",
                "Pod",
                "{spec: {containers: [{name: a,image: i1},{name: b,image: i2}]}}",
                "{spec: {containers: [{name: c,image: i3},{$patch: replace}]}}",
                "{spec: {containers: [{name: c,image: i3}]}}");
    }

    @Test
    void replaceDirectiveInAMapReplacesTheMap() {
        check("v1", "ConfigMap", "{data: {a: '1',b: '2'}}", "{data: {$patch: replace,c: '3'}}", "{data: {c: '3'}}");
    }

    @Test
    void deleteDirectiveInAMapEmptiesIt() {
        check("v1", "ConfigMap", "{data: {a: '1'}}", "{data: {$patch: delete}}", "{data: {}}");
    }

    @Test
    void tolerationsAreReplaced() {
        check(
                "v1",
                "Pod",
                "{spec: {tolerations: [{key: a},{key: b}]}}",
                "{spec: {tolerations: [{key: c}]}}",
                "{spec: {tolerations: [{key: c}]}}");
    }

    @Test
    void taintsMergeByKey() {
        check(
                "v1",
                "Node",
                "{spec: {taints: [{key: a,effect: NoSchedule}]}}",
                "{spec: {taints: [{key: b,effect: NoExecute},{key: a,$patch: delete}],unschedulable: true}}",
                "{spec: {taints: [{key: b,effect: NoExecute}],unschedulable: true}}");
    }

    @Test
    void conditionsMergeByType() {
        check(
                "v1",
                "Node",
                "{status: {conditions: [{type: Ready,status: 'False'},{type: MemoryPressure,status: 'False'}]}}",
                "{status: {conditions: [{type: Ready,status: 'True'}]}}",
                "{status: {conditions: [{type: Ready,status: 'True'},{type: MemoryPressure,status: 'False'}]}}");
    }

    @Test
    void ownersMergeByUidAndFinalizersAsASet() {
        check(
                "v1",
                "Pod",
                "{metadata: {ownerReferences: [{uid: '1',name: a}],finalizers: [x,y]}}",
                "{metadata: {ownerReferences: [{uid: '2',name: b}],finalizers: [z,y],$deleteFromPrimitiveList/finalizers: [x]}}",
                "{metadata: {ownerReferences: [{uid: '1',name: a},{uid: '2',name: b}],finalizers: [y,z]}}");
    }

    @Test
    void servicePortsMergeByPort() {
        check(
                "v1",
                "Service",
                "{spec: {ports: [{port: 80,name: http,nodePort: 30080}]}}",
                "{spec: {ports: [{port: 80,targetPort: 8080},{port: 443,name: https}],$setElementOrder/ports: [{port: 443},{port: 80}]}}",
                "{spec: {ports: [{port: 443,name: https},{port: 80,name: http,nodePort: 30080,targetPort: 8080}]}}");
    }

    @Test
    void elementOrderKeepsTheServersOwnItemsBehindTheirNeighbour() {
        check(
                "v1",
                "Pod",
                "{spec: {containers: [{name: a},{name: sidecar},{name: b}]}}",
                "{spec: {containers: [{name: c}],$setElementOrder/containers: [{name: b},{name: c},{name: a}]}}",
                "{spec: {containers: [{name: b},{name: c},{name: a},{name: sidecar}]}}");
    }

    @Test
    void retainKeysDropsTheOthers() {
        check(
                "apps/v1",
                "Deployment",
                "{spec: {strategy: {type: RollingUpdate,rollingUpdate: {maxSurge: 1}}}}",
                "{spec: {strategy: {$retainKeys: [type],type: Recreate}}}",
                "{spec: {strategy: {type: Recreate}}}");
    }

    @Test
    void nullRemovesAndIsDroppedFromNewValues() {
        check(
                "v1",
                "Pod",
                "{metadata: {labels: {a: '1',b: '2'}}}",
                "{metadata: {labels: {a: null},annotations: {x: null,y: '1'}}}",
                "{metadata: {labels: {b: '2'},annotations: {y: '1'}}}");
    }

    @Test
    void anItemWithoutItsMergeKeyIsRefused() {
        assertThatThrownBy(() ->
                        merge("v1", "Pod", "{spec: {containers: [{name: a}]}}", "{spec: {containers: [{image: i}]}}"))
                .isInstanceOfSatisfying(ApiError.class, error -> {
                    assertThat(error.code()).isEqualTo(400);
                    assertThat(error.getMessage())
                            .isEqualTo("map: {\"image\":\"i\"} does not contain declared merge key: name");
                });
    }

    private static void check(String apiVersion, String kind, String target, String patch, String merged) {
        assertThat(merge(apiVersion, kind, target, patch)).isEqualTo(Yaml.object(merged));
    }

    private static ObjectNode merge(String apiVersion, String kind, String target, String patch) {
        Shape shape = TYPES.kind(apiVersion, kind).orElseThrow();
        return StrategicMerge.apply(Yaml.object(target), Yaml.object(patch), shape);
    }
}
