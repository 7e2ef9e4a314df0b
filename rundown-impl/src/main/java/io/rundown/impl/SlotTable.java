package io.rundown.impl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one ref, found by thread. A thread's slot stands in one of a few places that the
 * thread's number names, in the first part of the table that had room; when all of them are taken a part
 * twice as large is appended. A place once filled stays so, though by the slot of another thread: so a
 * look-up needs no lock, ends at the first empty place of a part, and growth stops nobody.
 *
 * <p>Platform threads keep their slots; virtual threads {@linkplain VisitorSlot visit} the slots of a
 * table of their own, which hangs off this one. One further slot is nobody's.
 */
final class SlotTable {

    private static final int FIRST_LENGTH = 8;
    private static final int PROBES = 8;

    /** No position. */
    static final long NONE = -1;

    private static final long FIRST_VISITOR = 1L << 32;

    /** The position of the slot that nobody owns, behind all others. */
    private static final long NOBODYS = 1L << 33;

    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Slot[].class);
    private static final VarHandle NEXT;
    private static final VarHandle VISITORS;
    private static final VarHandle NOBODYS_SLOT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(SlotTable.class, "next", SlotTable.class);
            VISITORS = lookup.findVarHandle(SlotTable.class, "visitors", SlotTable.class);
            NOBODYS_SLOT = lookup.findVarHandle(SlotTable.class, "nobodys", Slot.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SlotRundownRef ref;
    private final @Nullable Slot[] places;
    private volatile @Nullable SlotTable next;
    private volatile @Nullable SlotTable visitors;
    private volatile @Nullable Slot nobodys;

    SlotTable(SlotRundownRef ref) {
        this(ref, FIRST_LENGTH);
    }

    private SlotTable(SlotRundownRef ref, int length) {
        this.ref = ref;
        this.places = new Slot[length];
    }

    // platform threads

    /** The slot of the calling thread if it is a platform thread that has one. */
    @Nullable
    Slot findResident(Thread self) {
        int number = ThreadIdentity.number(self);
        Slot first = place(number);
        return first != null && first.refersTo(self) ? first : findResident(self, number);
    }

    private @Nullable Slot findResident(Thread self, int number) {
        for (SlotTable part = this; part != null; part = part.next) {
            for (int probe = 0; probe < PROBES; probe++) {
                Slot slot = part.place(number + probe);
                if (slot == null) {
                    break;
                }
                if (slot.refersTo(self)) {
                    return slot;
                }
            }
        }
        return null;
    }

    // all threads

    /** The slot of the calling thread, of whatever kind; {@code null} if it has none. */
    @Nullable
    Slot find(Thread self) {
        Slot resident = findResident(self);
        if (resident != null || !ThreadIdentity.isVirtual(self)) {
            return resident;
        }
        SlotTable visiting = visitors;
        return visiting == null ? null : visiting.findVisitor(self);
    }

    private @Nullable Slot findVisitor(Thread self) {
        int number = ThreadIdentity.number(self);
        for (SlotTable part = this; part != null; part = part.next) {
            for (int probe = 0; probe < PROBES; probe++) {
                Slot slot = part.place(number + probe);
                if (slot == null) {
                    break;
                }
                if (slot.isOwnedBy(self)) {
                    return slot;
                }
            }
        }
        return null;
    }

    /** The slot of the calling thread, which may get one by this call. */
    Slot findOrClaim(Thread self) {
        Slot found = find(self);
        return found != null ? found : claim(self);
    }

    private Slot claim(Thread self) {
        int number = ThreadIdentity.number(self);
        boolean virtual = ThreadIdentity.isVirtual(self);
        SlotTable part = virtual ? visitors() : this;
        while (true) {
            Slot claimed = part.claimHere(number, self, virtual);
            if (claimed != null) {
                return claimed;
            }
            part = part.next();
        }
    }

    private @Nullable Slot claimHere(int number, Thread self, boolean virtual) {
        Slot made = null;
        for (int probe = 0; probe < PROBES; probe++) {
            Slot present = place(number + probe);
            if (present instanceof VisitorSlot visited) {
                if (visited.claim(self)) {
                    return visited;
                }
            } else if (present == null || present.isSpent()) {
                made = made != null ? made : virtual ? new VisitorSlot(ref, self) : new Slot(ref, self);
                if (PLACE.compareAndSet(places, index(number + probe), present, made)) {
                    return made;
                }
                probe--; // look again at what came there
            }
        }
        return null;
    }

    private SlotTable visitors() {
        SlotTable present = visitors;
        if (present != null) {
            return present;
        }
        SlotTable made = new SlotTable(ref, FIRST_LENGTH);
        SlotTable raced = (SlotTable) VISITORS.compareAndExchange(this, null, made);
        return raced == null ? made : raced;
    }

    private SlotTable next() {
        SlotTable present = next;
        if (present != null) {
            return present;
        }
        SlotTable made = new SlotTable(ref, places.length * 2);
        SlotTable raced = (SlotTable) NEXT.compareAndExchange(this, null, made);
        return raced == null ? made : raced;
    }

    /** The slot for uses that are no thread's: all of them are added and taken out as if by others. */
    Slot nobodys() {
        Slot present = nobodys;
        if (present != null) {
            return present;
        }
        Slot made = new Slot(ref, null);
        Slot raced = (Slot) NOBODYS_SLOT.compareAndExchange(this, null, made);
        return raced == null ? made : raced;
    }

    /** Whether that is what {@link #nobodys()} gives, without making it. */
    boolean isNobodys(Slot slot) {
        return slot == nobodys;
    }

    /** Whether every slot satisfies the condition. */
    boolean all(Predicate<Slot> condition) {
        return firstExcept(0, condition) == NONE;
    }

    /**
     * The position of the first slot from a position on that does not satisfy the condition; {@link #NONE}
     * if all do. Positions run through the residents, then the visitors, then the slot that is nobody's,
     * and stay what they are when the table grows.
     */
    long firstExcept(long from, Predicate<Slot> condition) {
        if (from < FIRST_VISITOR) {
            long resident = firstExceptHere(from, condition);
            if (resident != NONE) {
                return resident;
            }
        }
        SlotTable visiting = visitors;
        if (visiting != null && from < NOBODYS) {
            long visitor = visiting.firstExceptHere(Math.max(0, from - FIRST_VISITOR), condition);
            if (visitor != NONE) {
                return FIRST_VISITOR + visitor;
            }
        }
        Slot last = nobodys;
        return last == null || condition.test(last) ? NONE : NOBODYS;
    }

    private long firstExceptHere(long from, Predicate<Slot> condition) {
        long begin = 0;
        for (SlotTable part = this; part != null; part = part.next) {
            for (int i = (int) Math.max(0, from - begin); i < part.places.length; i++) {
                Slot slot = part.place(i);
                if (slot != null && !condition.test(slot)) {
                    return begin + i;
                }
            }
            begin += part.places.length;
        }
        return NONE;
    }

    void forEach(Consumer<Slot> action) {
        all(slot -> {
            action.accept(slot);
            return true;
        });
    }

    /**
     * Drops all slots. Only once the ref is run down and this table is that of no later cycle: who still
     * has a slot from here is about to be refused.
     */
    void clear() {
        next = null;
        visitors = null;
        nobodys = null;
        for (int i = 0; i < places.length; i++) {
            PLACE.setOpaque(places, i, null);
        }
    }

    private @Nullable Slot place(int position) {
        return (Slot) PLACE.getVolatile(places, index(position));
    }

    private int index(int position) {
        return position & (places.length - 1);
    }
}
