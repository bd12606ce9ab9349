@NullMarked
package bank.personal;

import org.jspecify.annotations.NullMarked;
