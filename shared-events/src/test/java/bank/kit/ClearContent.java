package bank.kit;

import bank.wire.ContentCipher;
import bank.wire.Place;
import bank.wire.SealedValueException;

/** Stores values as they are, and has no key to open a sealed one. */
public final class ClearContent implements ContentCipher {

    @Override
    public boolean seals() {
        return false;
    }

    @Override
    public byte[] seal(Place place, byte[] clear) {
        return clear;
    }

    @Override
    public String blind(String text) {
        return text;
    }

    @Override
    public byte[] open(Place place, byte[] stored) {
        if (ContentCipher.isSealed(stored)) {
            throw new SealedValueException("The value is sealed, and there is no key to open it");
        }
        return stored;
    }
}
