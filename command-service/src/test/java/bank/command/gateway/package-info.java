@NullMarked
package bank.command.gateway;

import org.jspecify.annotations.NullMarked;
