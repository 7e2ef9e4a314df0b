package io.rundown.benchmarks.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.vm.VM;

/** What counts as part of an object, and what does not. */
class ReachableTest {

    @Test
    void whatItRefersToCountsOnce() {
        Node leaf = new Node(null);
        assertEquals(3 * size(leaf) + size(new Object[2]), bytes(new Node(new Object[] {new Node(leaf), leaf})));
    }

    @Test
    void aCycleEnds() {
        Node node = new Node(null);
        node.next = node;
        assertEquals(size(node), bytes(node));
    }

    @Test
    void threadsAndClassesAreNotPartOfIt() {
        Node node = new Node(
                new Object[] {Thread.currentThread(), Node.class, getClass().getClassLoader()});
        assertEquals(size(node) + size(new Object[3]), bytes(node));
    }

    @Test
    void aWeakReferenceIsPartOfItAndItsThreadIsNot() {
        WeakReference<Thread> weak = new WeakReference<>(Thread.currentThread());
        Node node = new Node(weak);
        assertEquals(size(node) + size(weak), bytes(node));
    }

    @Test
    void whatAnotherReachesTooIsLeftOut() {
        Node shared = new Node(null);
        Reachable other = Reachable.from(new Node(shared));
        Node node = new Node(shared);
        assertEquals(size(node), Reachable.from(node).without(other).bytes());
    }

    private static long bytes(Object root) {
        return Reachable.from(root).bytes();
    }

    private static long size(Object object) {
        return VM.current().sizeOf(object);
    }

    private static final class Node {
        private @Nullable Object next;

        Node(@Nullable Object next) {
            this.next = next;
        }
    }
}
