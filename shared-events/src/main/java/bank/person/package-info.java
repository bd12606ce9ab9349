@NullMarked
package bank.person;

import org.jspecify.annotations.NullMarked;
