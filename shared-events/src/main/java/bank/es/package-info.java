@NullMarked
package bank.es;

import org.jspecify.annotations.NullMarked;
