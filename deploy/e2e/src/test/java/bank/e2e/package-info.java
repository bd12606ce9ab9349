@NullMarked
package bank.e2e;

import org.jspecify.annotations.NullMarked;
