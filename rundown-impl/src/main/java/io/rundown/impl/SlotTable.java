package io.rundown.impl;

import io.rundown.spi.ThreadView;
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
 * <p>A thread that finds its slot in an older part puts it into the newest one as well, so that its look-ups take no longer however many
 * threads there are. Such a slot stands in several places. Whoever looks through the table meets it in each of them, which tells the same; only the place
 * that was first is {@linkplain Slot#isAt its own}. It stays there while its owner lives or anything is out.
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
    private static final VarHandle NEWEST;
    private static final VarHandle VISITORS;
    private static final VarHandle NOBODYS_SLOT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(SlotTable.class, "next", SlotTable.class);
            NEWEST = lookup.findVarHandle(SlotTable.class, "newest", SlotTable.class);
            VISITORS = lookup.findVarHandle(SlotTable.class, "visitors", SlotTable.class);
            NOBODYS_SLOT = lookup.findVarHandle(SlotTable.class, "nobodys", Slot.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SlotRundownRef ref;
    private final @Nullable Slot[] places;
    private volatile @Nullable SlotTable next;

    /** In the first part, the last one, or one that was so not long ago; {@code null} until there are others. Set only when that part hangs on the others. */
    private volatile @Nullable SlotTable newest;

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

    private @Nullable Slot findFarther(Thread self, int number) {
        SlotTable large = newest;
        Slot found = large == null ? null : large.findHere(self, number);
        for (SlotTable part = this; found == null && part != null; part = part.next) {
            found = part.findHere(self, number);
        }
        return found;
    }

    private @Nullable Slot findHere(Thread self, int number) {
        for (int probe = 0; probe < PROBES; probe++) {
            Slot slot = place(number + probe);
            if (slot == null || slot.refersTo(self)) {
                return slot;
            }
        }
        return null;
    }

    // all threads

    /** The slot of the calling thread, of whatever kind; {@code null} if it has none. */
    @Nullable
    Slot find(Thread self) {
        int number = ThreadView.number(self);
        Slot first = place(number);
        if (first != null && first.refersTo(self)) {
            return first;
        }
        if (!ThreadView.isVirtual(self)) {
            return findFarther(self, number);
        }
        SlotTable visiting = visitors;
        return visiting == null ? null : visiting.findVisitor(self, number);
    }

    private @Nullable Slot findVisitor(Thread self, int number) {
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
        int number = ThreadView.number(self);
        Slot first = place(number);
        if (first != null && first.refersTo(self)) {
            return first;
        }
        SlotTable large = newest;
        Slot near = large == null ? null : large.findHere(self, number);
        return near != null ? near : findFarOrClaim(self, number);
    }

    private Slot findFarOrClaim(Thread self, int number) {
        Slot found = find(self);
        if (found == null) {
            return claim(self);
        }
        SlotTable large = newest;
        if (large != null && !ThreadView.isVirtual(self)) {
            large.putHere(number, found);
        }
        return found;
    }

    /** Puts a resident's slot here, too, if there is room. Called by its owner, which finds it sooner then. */
    private void putHere(int number, Slot slot) {
        for (int probe = 0; probe < PROBES; probe++) {
            Slot present = place(number + probe);
            if (present == slot
                    || ((present == null || present.isSpent())
                            && PLACE.compareAndSet(places, index(number + probe), present, slot))) {
                return;
            }
        }
    }

    private Slot claim(Thread self) {
        int number = ThreadView.number(self);
        boolean virtual = ThreadView.isVirtual(self);
        SlotTable part = virtual ? visitors() : this;
        while (true) {
            Slot claimed = part.claimHere(number, self, virtual);
            if (claimed != null) {
                return claimed;
            }
            part = part.next();
            if (!virtual) {
                noteNewest(part);
            }
        }
    }

    /** Whoever notes last, it stays the largest: a smaller one would make look-ups slow until the table grows again. */
    private void noteNewest(SlotTable part) {
        SlotTable present = newest;
        while (present == null || present.places.length < part.places.length) {
            SlotTable seen = (SlotTable) NEWEST.compareAndExchange(this, present, part);
            if (seen == present) {
                return;
            }
            present = seen;
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
                made = made != null
                        ? made
                        : virtual ? new VisitorSlot(ref, self, places.length) : new Slot(ref, self, places.length);
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
        Slot made = new Slot(ref, null, 0);
        Slot raced = (Slot) NOBODYS_SLOT.compareAndExchange(this, null, made);
        return raced == null ? made : raced;
    }

    /** Whether that is what {@link #nobodys()} gives, without making it. */
    boolean isNobodys(Slot slot) {
        return slot == nobodys;
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

    /** Each slot once. */
    void forEach(Consumer<Slot> action) {
        forEachHere(action);
        SlotTable visiting = visitors;
        if (visiting != null) {
            visiting.forEachHere(action);
        }
        Slot last = nobodys;
        if (last != null) {
            action.accept(last);
        }
    }

    private void forEachHere(Consumer<Slot> action) {
        for (SlotTable part = this; part != null; part = part.next) {
            for (int i = 0; i < part.places.length; i++) {
                Slot slot = part.place(i);
                if (slot != null && slot.isAt(part.places.length)) {
                    action.accept(slot);
                }
            }
        }
    }

    /**
     * Drops all slots. Only once the ref is run down and this table is that of no later cycle: who still
     * has a slot from here is about to be refused.
     */
    void clear() {
        next = null;
        newest = null;
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
