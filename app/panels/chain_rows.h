// The blocks of a racer, in its card.
#pragma once

#include "app/frame.h"

namespace fallline {

// A row a block, with its options and a cross; those of an own chain can be moved. `index`: of the racer, for places.
void draw_chain(Frame& frame, RacerSpec& spec, std::size_t index);

// The list that "+ block" opens, right after that link.
void draw_block_menu(Frame& frame, RacerSpec& spec);

// Where a block goes that is added: behind all that usually stand before it.
std::size_t usual_place(std::span<const BlockSpec> blocks, BlockGroup group);

// What stands at `from` goes before what stands at `to`, or to the end.
void move_block(std::vector<BlockSpec>& blocks, std::size_t from, std::size_t to);

}  // namespace fallline
