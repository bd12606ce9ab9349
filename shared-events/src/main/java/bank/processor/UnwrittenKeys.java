package bank.processor;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** What a checkpoint has to write: keys that were in memory when it began, then those marked in the local store. */
final class UnwrittenKeys implements Iterator<String> {

    private static final int PAGE_ROWS = 1_000;

    private final Store store;
    private final Slot slot;
    private Iterator<String> page;
    private String lastMarked = "";
    private boolean inStore;

    UnwrittenKeys(Store store, Slot slot, List<String> inMemory) {
        this.store = store;
        this.slot = slot;
        this.page = inMemory.iterator();
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext()) {
            inStore = true;
            page = store.markedKeys(slot, lastMarked, PAGE_ROWS).iterator();
        }
        return page.hasNext();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        String key = page.next();
        if (inStore) {
            lastMarked = key;
        }
        return key;
    }
}
