//! Types that contain themselves, which would have no size.
//!
//! A depth-first walk over what contains what, in the order of the types: an edge that leads back
//! to a type on the way closes a cycle, and is the one to be boxed. Lists and maps keep their
//! items elsewhere, so they interrupt a cycle, but not one of aliases, which the compiler expands.

use std::collections::{HashMap, HashSet};

use crate::model::{Shape, Type, TypeDef, TypeName};

/// Wraps aliases that mention themselves, and boxes what closes a cycle.
pub(super) fn mend(types: &mut [TypeDef]) {
    wrap(types);
    let closing = closing(&contained(types));
    for (owner, type_def) in types.iter_mut().enumerate() {
        match &mut type_def.shape {
            Shape::Object(object) => {
                let members = object.members.iter_mut();
                members.for_each(|member| box_up(&mut member.ty, &closing[owner]));
            }
            Shape::Choice(choice) => {
                let alternatives = choice.alternatives.iter_mut();
                alternatives.for_each(|one| box_up(&mut one.ty, &closing[owner]));
            }
            Shape::Alias(_) | Shape::Wrapper(_) | Shape::Words(_) => {}
        }
    }
}

/// What each type leads to: the name as it is written there, and the index of the type.
type Edges = Vec<Vec<(TypeName, usize)>>;

fn wrap(types: &mut [TypeDef]) {
    let index = index(types);
    let edges = types.iter().map(|type_def| {
        let name = match &type_def.shape {
            Shape::Alias(ty) => mentioned(ty),
            _ => None,
        };
        let target = name.and_then(|name| Some((name.clone(), *index.get(name)?)));
        target.into_iter().collect()
    });
    let wrapped: HashSet<TypeName> = closing(&edges.collect()).into_iter().flatten().collect();
    for type_def in types.iter_mut().filter(|one| wrapped.contains(&one.name)) {
        if let Shape::Alias(ty) = &type_def.shape {
            type_def.shape = Shape::Wrapper(ty.clone());
        }
    }
}

/// What a value of each type holds without a list or a map between, seen through aliases.
fn contained(types: &[TypeDef]) -> Edges {
    let index = index(types);
    let through = |name: &TypeName| {
        let mut at = *index.get(name)?;
        // Aliases that lead to themselves are wrapped by now.
        while let Shape::Alias(ty) = &types[at].shape {
            let Type::Named(next) = ty else { return None };
            at = *index.get(next)?;
        }
        Some((name.clone(), at))
    };
    let edges = types.iter().map(|type_def| {
        let held: Vec<&Type> = match &type_def.shape {
            Shape::Object(object) => object.members.iter().map(|member| &member.ty).collect(),
            Shape::Choice(choice) => choice.alternatives.iter().map(|one| &one.ty).collect(),
            Shape::Alias(_) | Shape::Wrapper(_) | Shape::Words(_) => Vec::new(),
        };
        let names = held.into_iter().filter_map(|ty| match ty {
            Type::Named(name) => Some(name),
            _ => None,
        });
        names.filter_map(through).collect()
    });
    edges.collect()
}

fn index(types: &[TypeDef]) -> HashMap<&TypeName, usize> {
    let types = types.iter().enumerate();
    types.map(|(at, type_def)| (&type_def.name, at)).collect()
}

fn mentioned(ty: &Type) -> Option<&TypeName> {
    match ty {
        Type::Named(name) | Type::Boxed(name) => Some(name),
        Type::List(item) | Type::Map(item) | Type::Nullable(item) => mentioned(item),
        _ => None,
    }
}

fn box_up(ty: &mut Type, targets: &HashSet<TypeName>) {
    if let Type::Named(name) = ty
        && targets.contains(name)
    {
        *ty = Type::Boxed(name.clone());
    }
}

/// The edges that close cycles, by the index of the type that they leave.
fn closing(edges: &Edges) -> Vec<HashSet<TypeName>> {
    let mut walk = Walk {
        edges,
        done: vec![false; edges.len()],
        way: Vec::new(),
        closing: vec![HashSet::new(); edges.len()],
    };
    (0..edges.len()).for_each(|start| walk.visit(start));
    walk.closing
}

struct Walk<'e> {
    edges: &'e Edges,
    done: Vec<bool>,
    way: Vec<usize>,
    closing: Vec<HashSet<TypeName>>,
}

impl Walk<'_> {
    fn visit(&mut self, here: usize) {
        if self.done[here] {
            return;
        }
        self.way.push(here);
        for (name, target) in &self.edges[here] {
            if self.way.contains(target) {
                self.closing[here].insert(name.clone());
            } else {
                self.visit(*target);
            }
        }
        self.way.pop();
        self.done[here] = true;
    }
}
