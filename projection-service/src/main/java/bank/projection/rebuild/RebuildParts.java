package bank.projection.rebuild;

import bank.projection.peer.Peers;
import bank.projection.query.QueryPool;
import bank.projection.streams.Generation;
import bank.projection.streams.Leftovers;
import bank.projection.streams.LiveViews;
import bank.projection.streams.StreamsViews;
import bank.projection.view.VersionWaits;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * What a rebuild works with.
 *
 * @param live the generations that run here
 * @param log which generations there are
 * @param peers asks other instances
 * @param leftovers what generations leave behind
 * @param waits callers that wait for a version
 * @param pools where queries run
 * @param builder begins to build a generation
 */
record RebuildParts(
        LiveViews live,
        GenerationLog log,
        Peers peers,
        Leftovers leftovers,
        VersionWaits waits,
        List<QueryPool> pools,
        Function<Generation, StreamsViews> builder,
        InstantSource clock) {}
