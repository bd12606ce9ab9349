package bank.projection.view;

import java.util.OptionalLong;

/** Hears which partitions are folded here, from the thread that folds them. Thread-safe. */
public interface Holding {

    /** Nobody wants to know. */
    Holding UNHEARD = new Holding() {

        @Override
        public void begins(int partition) {}

        @Override
        public void ends(int partition) {}

        @Override
        public OptionalLong mark(int partition) {
            return OptionalLong.empty();
        }
    };

    /** The partition's rows are all here, and from now on its records are folded here. */
    void begins(int partition);

    /** They no longer are. */
    void ends(int partition);

    /**
     * What is to be written down for those who copy the partition: up to which time, in milliseconds, its rows have all
     * that was committed. Nothing where nobody copies it.
     */
    OptionalLong mark(int partition);
}
