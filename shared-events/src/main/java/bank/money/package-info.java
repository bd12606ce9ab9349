@NullMarked
package bank.money;

import org.jspecify.annotations.NullMarked;
