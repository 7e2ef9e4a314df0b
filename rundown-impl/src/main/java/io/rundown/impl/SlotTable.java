package io.rundown.impl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one ref, found by thread. A thread's slot stands in one of a few places that its
 * identity hash names, in the first part of the table that had room; when all of them are taken a part
 * twice as large is appended. Places are filled once and never emptied, slots change owners instead: so
 * a look-up needs no lock, and growth stops nobody.
 */
final class SlotTable {

    private static final int FIRST_LENGTH = 8;
    private static final int PROBES = 8;

    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Slot[].class);
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(SlotTable.class, "next", SlotTable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Slot[] places;
    private volatile @Nullable SlotTable next;

    SlotTable() {
        this(FIRST_LENGTH);
    }

    private SlotTable(int length) {
        this.places = new Slot[length];
    }

    /** The slot of the calling thread; {@code null} if it has none. */
    @Nullable
    Slot find(Thread thread) {
        int hash = hash(thread);
        for (SlotTable part = this; part != null; part = part.next) {
            for (int probe = 0; probe < PROBES; probe++) {
                Slot slot = part.place(hash + probe);
                if (slot == null) {
                    break;
                }
                if (slot.isOwnedBy(thread)) {
                    return slot;
                }
            }
        }
        return null;
    }

    /** The slot of the calling thread, which may get one by this call. */
    Slot findOrClaim(Thread thread) {
        Slot found = find(thread);
        return found != null ? found : claim(thread);
    }

    private Slot claim(Thread thread) {
        int hash = hash(thread);
        SlotTable part = this;
        while (true) {
            Slot claimed = part.claimHere(hash, thread);
            if (claimed != null) {
                return claimed;
            }
            SlotTable following = part.next;
            if (following == null) {
                SlotTable made = new SlotTable(part.places.length * 2);
                following = NEXT.compareAndSet(part, null, made) ? made : part.next;
            }
            part = following == null ? part : following;
        }
    }

    private @Nullable Slot claimHere(int hash, Thread thread) {
        for (int probe = 0; probe < PROBES; probe++) {
            Slot slot = place(hash + probe);
            if (slot == null) {
                Slot made = new Slot(Slot.ownerFor(thread));
                if (PLACE.compareAndSet(places, index(hash + probe), null, made)) {
                    return made;
                }
                slot = place(hash + probe);
            }
            if (slot != null && slot.claim(thread)) {
                return slot;
            }
        }
        return null;
    }

    /** Whether every slot satisfies the condition. */
    boolean all(Predicate<Slot> condition) {
        for (SlotTable part = this; part != null; part = part.next) {
            for (int i = 0; i < part.places.length; i++) {
                Slot slot = part.place(i);
                if (slot != null && !condition.test(slot)) {
                    return false;
                }
            }
        }
        return true;
    }

    void forEach(Consumer<Slot> action) {
        all(slot -> {
            action.accept(slot);
            return true;
        });
    }

    private @Nullable Slot place(int position) {
        return (Slot) PLACE.getVolatile(places, index(position));
    }

    private int index(int position) {
        return position & (places.length - 1);
    }

    /** Spread, since only the low bits are used. */
    private static int hash(Thread thread) {
        int hash = System.identityHashCode(thread) * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
