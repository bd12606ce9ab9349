@NullMarked
package bank.standalone;

import org.jspecify.annotations.NullMarked;
