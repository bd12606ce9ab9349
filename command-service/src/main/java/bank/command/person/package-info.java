@NullMarked
package bank.command.person;

import org.jspecify.annotations.NullMarked;
