package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.LabelSelector;
import dev.cilab.sandbox.api.store.Snapshot;
import dev.cilab.sandbox.api.store.Store;
import dev.cilab.sandbox.api.store.StoreEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** {@link Objects} for controllers in the same process: the registry without HTTP in between. */
public final class LocalObjects implements Objects {

    private static final System.Logger LOG = System.getLogger(LocalObjects.class.getName());

    private final Registry registry;

    public LocalObjects(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ResourceType type(String apiVersion, String kind) {
        return registry.resources()
                .findKind(apiVersion, kind)
                .orElseThrow(Errors::noSuchResource)
                .type();
    }

    @Override
    public Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        return registry.get(resource(type), new Key(namespace, name)).map(ObjectNode::deepCopy);
    }

    @Override
    public List<ObjectNode> list(ResourceType type, String namespace, String labelSelector) {
        LabelSelector selector = LabelSelector.parse(labelSelector);
        Resource resource = resource(type);
        return registry.store().list(resource.bucket(), namespace).objects().stream()
                .filter(selector)
                .map(stored -> registry.present(resource, stored).deepCopy())
                .toList();
    }

    @Override
    public ObjectNode create(ResourceType type, ObjectNode object) {
        return registry.create(resource(type), object.deepCopy(), WriteOptions.NORMAL)
                .deepCopy();
    }

    @Override
    public ObjectNode update(ResourceType type, ObjectNode object) {
        return write(type, object, Part.MAIN);
    }

    @Override
    public ObjectNode updateStatus(ResourceType type, ObjectNode object) {
        return write(type, object, Part.STATUS);
    }

    @Override
    public void bind(String namespace, String pod, String node) {
        new Binding(registry).bind(new Key(namespace, pod), node, WriteOptions.NORMAL);
    }

    @Override
    public void delete(ResourceType type, String namespace, String name) {
        registry.delete(resource(type), new Key(namespace, name), DeleteOptions.NORMAL);
    }

    @Override
    public void deleteNow(ResourceType type, String namespace, String name) {
        registry.delete(resource(type), new Key(namespace, name), DeleteOptions.NOW);
    }

    @Override
    public Subscription watch(ResourceType type, Consumer<Change> listener) {
        Resource resource = resource(type);
        BlockingQueue<Change> queue = new LinkedBlockingQueue<>();
        Consumer<Snapshot> initial = snapshot ->
                snapshot.objects().forEach(object -> queue.add(change(resource, StoreEvent.Kind.ADDED, object)));
        Store.Registration registration = registry.store()
                .follow(resource.bucket(), initial, event -> queue.add(change(resource, event.kind(), event.object())));
        Thread thread = Thread.ofVirtual().name("watch " + resource.qualified()).start(() -> deliver(queue, listener));
        return () -> {
            registration.close();
            thread.interrupt();
        };
    }

    private ObjectNode write(ResourceType type, ObjectNode object, Part part) {
        return registry.update(resource(type), Key.of(object), part, current -> object.deepCopy(), WriteOptions.NORMAL)
                .deepCopy();
    }

    private Change change(Resource resource, StoreEvent.Kind kind, ObjectNode stored) {
        return new Change(kind.name(), registry.present(resource, stored));
    }

    private static void deliver(BlockingQueue<Change> queue, Consumer<Change> listener) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Change change = queue.take();
                listener.accept(new Change(change.kind(), change.object().deepCopy()));
            } catch (InterruptedException closed) {
                return;
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.WARNING, "a watch's listener failed", failure);
            }
        }
    }

    private Resource resource(ResourceType type) {
        return registry.resources().of(type);
    }
}
